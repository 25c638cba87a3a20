import { useEffect, useReducer } from 'react';
import { clockTime } from '../../shared/domain/clock';
import { type Language, useLanguage } from './i18n';
import { useProgram } from './program';
import { machineNow } from './steadyClock';

/** The program's time (UTC ms; a rehearsal's clock where one runs), anew every `everyMs` of the machine's time. */
export function useNow(everyMs = 1000): number {
  const { clock } = useProgram();
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return clockTime(clock, machineNow());
}

const zone = 'Asia/Seoul';

function formatsOf(language: Language, timeZone: string) {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(language, { timeZone, hourCycle: 'h23', ...options });
    return (at: number) => formatter.format(at);
  };
  return {
    /** 14:05 */
    time: format({ hour: '2-digit', minute: '2-digit' }),
    /** 14:05:09 */
    seconds: format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    /** 2024년 10월 18일 (금) */
    day: format({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' }),
    /** 10월 18일 (금) */
    shortDay: format({ month: 'long', day: 'numeric', weekday: 'short' }),
  };
}

/** Puts times into words: the day is said only where it is not today. */
export function useWhen(timeZone: string | undefined): (at: number) => string {
  const { time, shortDay } = useTimeFormat(timeZone);
  const now = useNow(60_000);
  return (at) => (shortDay(at) === shortDay(now) ? time(at) : `${shortDay(at)} ${time(at)}`);
}

const known = new Map<string, ReturnType<typeof formatsOf>>();

/**
 * Formats of times (UTC ms) in the language on screen: 24 hours, in the event's zone. Made once each: making one takes longer
 * than drawing a whole list with it.
 */
export function useTimeFormat(timeZone: string = zone): ReturnType<typeof formatsOf> {
  const language = useLanguage();
  const key = `${language} ${timeZone}`;
  const formats = known.get(key) ?? formatsOf(language, timeZone);
  known.set(key, formats);
  return formats;
}
