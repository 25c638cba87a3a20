import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallPerson, Cue, CuePerson } from '../../../shared/contract/rundown';
import type { Due } from '../../../shared/domain/callOrder';
import { type CueTiming, urgencyOf } from '../../../shared/domain/rundown';
import { client } from '../../client';
import { useBilingual } from '../../ui/i18n';
import { useShowRefusal } from '../../ui/refusal';
import { useTimeFormat } from '../../ui/time';
import { aboutPerson } from '../CallsPanel';
import { clockText, minutesOf } from '../duration';
import { useLateness } from '../lateness';
import { isLong } from '../longText';
import { ScriptText } from '../ScriptText';
import { type ScreenProps, standingMessage } from '../StageWindow';
import { type Calls, useCalls } from '../useCalls';
import type { Show } from '../useShow';
import classes from './Mc.module.css';

/** The caller's message across the top until it is acknowledged: Space, or the button. */
function Message({ show }: { readonly show: Show }) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const message = standingMessage(show, 'mc');
  if (!message || message.text === '') return null;
  return (
    <div
      className={classes.message}
      data-blink={message.blink || undefined}
      role="alert"
      data-testid="mc-message"
    >
      <p className={classes.messageText}>{message.text}</p>
      <button
        type="button"
        className={classes.acknowledge}
        onClick={() => client.rundown.acknowledge({ messageId: message.id }).catch(showRefusal)}
        data-testid="mc-acknowledge"
      >
        {t('mc.acknowledge')} <kbd>Space</kbd>
      </button>
    </div>
  );
}

/** How a name is said, where it is not said as it is written. */
function Reading({ person }: { readonly person: Pick<CuePerson, 'name' | 'reading' | 'nameLatin'> }) {
  const said = person.reading || person.nameLatin;
  return said === person.name ? null : <span className={classes.reading}>{said}</span>;
}

/** A name with how it is said above it. */
function Name({ person }: { readonly person: CuePerson }) {
  const { t } = useTranslation();
  return (
    <li className={classes.person} data-here={person.present || undefined}>
      <Reading person={person} />
      <span className={classes.name} data-long={isLong(person.name)}>
        {person.name}
      </span>
      <span className={classes.title}>{person.title}</span>
      {!person.present && <span className={classes.notHere}>○ {t('stage.notHere')}</span>}
    </li>
  );
}

function Called({ due, first }: { readonly due: Due<CallPerson>; readonly first: boolean }) {
  const { t } = useTranslation();
  const { person, late } = due;
  return (
    <li className={classes.called} data-first={first || undefined} data-testid="mc-name">
      <Reading person={person} />
      <span className={classes.name} data-long={isLong(person.name)}>
        {person.name}
        {late && <span className={classes.late}>{t('stage.call.late')}</span>}
      </span>
      {first && <span className={classes.title}>{aboutPerson(person)}</span>}
    </li>
  );
}

/** The names to read: the next three, and how many are left. */
function Names({ calls }: { readonly calls: Calls }) {
  const { t } = useTranslation();
  const { waiting, called } = calls.list;
  return (
    <div className={classes.names}>
      <ol className={classes.callList}>
        {waiting.slice(0, 3).map((due, index) => (
          <Called key={due.person.id} due={due} first={index === 0} />
        ))}
      </ol>
      <p className={classes.count} data-testid="mc-count">
        {waiting.length === 0
          ? t('mc.allCalled', { called: called.length })
          : t('mc.left', { called: called.length, left: waiting.length })}
      </p>
    </div>
  );
}

function Next({ timing, zone }: { readonly timing: CueTiming<Cue>; readonly zone: string }) {
  const { time } = useTimeFormat(zone);
  const text = useBilingual();
  const { cue } = timing;
  return (
    <li className={classes.nextLine}>
      <span className={classes.nextTime}>{time(timing.expectedStart)}</span>
      <span className={classes.nextWords}>
        <span className={classes.nextTitle}>{text(cue.title, cue.titleEn)}</span>
        {cue.people.length > 0 && (
          <span className={classes.nextPeople}>
            {cue.people.map(({ name, present }) => `${present ? '●' : '○'} ${name}`).join('  ')}
          </span>
        )}
      </span>
    </li>
  );
}

/** As large as their number allows. */
function Digits({ text }: { readonly text: string }) {
  const style: CSSProperties & { readonly '--length': number } = { '--length': text.length };
  return (
    <span className={classes.leftTime} style={style} data-testid="time-left">
      {text}
    </span>
  );
}

function TimeLeft({ show }: { readonly show: Show }) {
  const { t } = useTranslation();
  const { current, timeLeft, next } = show.timing;
  if (!current || timeLeft === null) {
    if (!next || next.expectedStart <= show.now) return null;
    return (
      <div className={classes.left} data-urgency="calm">
        <Digits text={clockText(next.expectedStart - show.now)} />
        <span className={classes.leftWord}>{t('mc.until')}</span>
      </div>
    );
  }
  const urgency = urgencyOf(timeLeft, current.cue);
  return (
    <div className={classes.left} data-urgency={urgency}>
      <Digits text={`${timeLeft < 0 ? '+' : ''}${clockText(timeLeft)}`} />
      <span className={classes.leftWord}>
        {t(current.held ? 'stage.left.held' : `stage.left.${urgency}`)}
      </span>
    </div>
  );
}

/**
 * For the MC, on a tablet or at their feet: time left to be read at five metres, what is said now with its script and the
 * reading of each name, the next two, the caller's message. Nothing else.
 */
export function Mc({ event, show }: ScreenProps) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { time } = useTimeFormat(event.zone);
  const { timing, now } = show;
  const { current, phase } = timing;
  const calls = useCalls(show, timing);
  const calling = calls?.running === true;
  const coming = timing.cues.filter(({ state }) => state === 'next' || state === 'later').slice(0, 2);
  const lateness = useLateness(timing, event.zone);
  const title = current
    ? text(current.cue.title, current.cue.titleEn)
    : phase === 'running'
      ? ''
      : t(`stage.none.${phase}`);
  return (
    <div className={classes.mc}>
      <Message show={show} />
      <div className={classes.body}>
        <section className={classes.now}>
          <p className={classes.kicker}>
            {t(`stage.phase.${phase}`)}
            {current && ` · ${t('stage.minutes', { count: minutesOf(current.length) })}`}
          </p>
          <h1 className={classes.nowTitle} data-long={isLong(title)} data-testid="now-title">
            {title}
          </h1>
          {current && !calling && current.cue.people.length > 0 && (
            <ul className={classes.people}>
              {current.cue.people.map((person) => (
                <Name key={person.id} person={person} />
              ))}
            </ul>
          )}
          {calls && calling && <Names calls={calls} />}
          {current && current.cue.script !== '' && (
            <p className={classes.script} data-testid="mc-script">
              <ScriptText script={current.cue.script} cues={show.rundown.cues} />
            </p>
          )}
        </section>
        <aside className={classes.side}>
          <p className={classes.clock}>{time(now)}</p>
          <TimeLeft show={show} />
          <p className={classes.lateness}>{lateness.now}</p>
          <ol className={classes.nextList}>
            {coming.map((each) => (
              <Next key={each.cue.id} timing={each} zone={event.zone} />
            ))}
          </ol>
        </aside>
      </div>
    </div>
  );
}
