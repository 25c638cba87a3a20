import { notifications } from '@mantine/notifications';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from 'uuidv7';
import type { Scan, ScanResult, ScanSource, UndoResult } from '../../shared/contract/checkin';
import { type EventId, ScanId } from '../../shared/contract/ids';
import type { Direction } from '../../shared/domain/admission';
import { isEntry } from '../../shared/domain/verdict';
import { client, isStation } from '../client';
import { useChosenEvent, useProgram } from '../ui/program';
import { refusalOf, useRefusalText } from '../ui/refusal';
import { ScanToast } from './ScanToast';
import { playTone } from './tones';
import { restHeardElsewhere, useKeyboardScanner } from './useKeyboardScanner';
import { useReadings } from './useReadings';

/** What the door says last: a verdict, an entry taken back, or that nothing could be written. */
export type Shown =
  | { readonly kind: 'verdict'; readonly eventId: EventId; readonly result: ScanResult }
  | { readonly kind: 'undone'; readonly eventId: EventId; readonly result: UndoResult }
  | { readonly kind: 'failed'; readonly eventId: EventId; readonly sentence: string };

interface Scanner {
  readonly shown: Shown | undefined;
  /** Still to be shown large: nothing newer came, and not so long ago. */
  readonly fresh: boolean;
  /** Has a reading judged and shown; gives the answer, or undefined where it could not be written. */
  readonly scan: (source: ScanSource, by: Scan['by']) => Promise<ScanResult | undefined>;
  /** Shows an answer that came by another way than a reading (a walk-in). */
  readonly answer: (result: ScanResult) => void;
  /** Takes back the last entry that was shown, or `otherwise` where none was. */
  readonly undo: (otherwise: ScanId | undefined) => void;
  /** The steward wants the camera on. */
  readonly camera: boolean;
  readonly setCamera: (on: boolean) => void;
  /** Whether this door's people come in or go out; only events of 'leave and return' make a difference. */
  readonly direction: Direction;
  readonly setDirection: (direction: Direction) => void;
  /** Readings go there instead of to the door; undefined: to the door again. */
  readonly divert: (reader: ((code: string) => void) | undefined) => void;
}

const ScannerContext = createContext<Scanner | undefined>(undefined);

/** A verdict stays large for so long (ms of the machine's time), unless the next one comes. */
const freshFor = 6000;

/** The door of this window. */
export function useScanner(): Scanner {
  const scanner = useContext(ScannerContext);
  if (!scanner) throw new Error('useScanner outside of ScannerHost');
  return scanner;
}

/** While the screen that calls this is open, what is scanned in this window is its own, not the door's. */
export function useScanTarget(read: (code: string) => void): void {
  const { divert } = useScanner();
  const reader = useEffectEvent(read);
  useEffect(() => {
    divert((code) => reader(code));
    return () => divert(undefined);
  }, [divert]);
}

/** Sends a scan; once more, with the same id, where the answer was lost. */
async function send(scan: Scan): Promise<ScanResult> {
  try {
    return await client.checkin.scan(scan);
  } catch (error) {
    if (refusalOf(error).reason !== 'unexpected') throw error;
    return client.checkin.scan(scan);
  }
}

/**
 * The door of this window, whatever job it shows: hears the keyboard scanner, has every reading judged, and keeps the last
 * answer. The lane shows it in full (`inLane`); over another job it is a notice.
 */
export function ScannerHost({
  inLane,
  testing = false,
  children,
}: {
  readonly inLane: boolean;
  /** The scanners are being tried out: nothing that they read is judged. */
  readonly testing?: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const { chosenEvent, door } = useProgram();
  const zone = useChosenEvent()?.zone;
  const refusalText = useRefusalText();
  const [shown, setShown] = useState<Shown>();
  const [fresh, setFresh] = useState(false);
  const [camera, setCamera] = useState(false);
  const [direction, setDirection] = useState<Direction>('in');
  const directionNow = useRef(direction);
  directionNow.current = direction;
  const sent = useRef({ count: 0, answered: 0 });
  const pending = useRef<Promise<unknown>>(Promise.resolve());
  const lastAdmitted = useRef<ScanId>(undefined);

  useEffect(() => {
    if (!shown) return;
    setFresh(true);
    const timer = setTimeout(() => setFresh(false), freshFor);
    return () => clearTimeout(timer);
  }, [shown]);

  const show = useCallback((place: number, next: Shown) => {
    // An answer that was overtaken by a later one must not take its place.
    if (place < sent.current.answered) return;
    sent.current.answered = place;
    setShown(next);
    playTone(next.kind === 'verdict' ? next.result.verdict.kind : next.kind);
  }, []);

  const scan = useCallback(
    async (source: ScanSource, by: Scan['by']): Promise<ScanResult | undefined> => {
      if (chosenEvent === null) {
        notifications.show({ color: 'orange', message: t('door.noEventForScan') });
        return undefined;
      }
      const place = ++sent.current.count;
      const id = ScanId.parse(uuidv7());
      const answered = send({
        id,
        eventId: chosenEvent,
        door,
        source,
        direction: directionNow.current,
        by,
      }).then(
        (result) => {
          if (isEntry(result.verdict) || result.verdict.kind === 'goneOut') lastAdmitted.current = result.id;
          show(place, { kind: 'verdict', eventId: chosenEvent, result });
          return result;
        },
        (error: unknown) => {
          show(place, { kind: 'failed', eventId: chosenEvent, sentence: refusalText(error) });
          return undefined;
        },
      );
      pending.current = answered;
      return answered;
    },
    [chosenEvent, door, show, refusalText, t],
  );

  const answer = useCallback(
    (result: ScanResult) => {
      if (chosenEvent === null) return;
      if (isEntry(result.verdict) || result.verdict.kind === 'goneOut') lastAdmitted.current = result.id;
      show(++sent.current.count, { kind: 'verdict', eventId: chosenEvent, result });
    },
    [chosenEvent, show],
  );

  const undo = useCallback(
    async (otherwise: ScanId | undefined) => {
      if (chosenEvent === null) return;
      const place = ++sent.current.count;
      await pending.current;
      const scanId = lastAdmitted.current ?? otherwise;
      if (!scanId) return;
      try {
        const result = await client.checkin.undo({ id: ScanId.parse(uuidv7()), scanId, door });
        show(place, { kind: 'undone', eventId: chosenEvent, result });
      } catch (error) {
        show(place, { kind: 'failed', eventId: chosenEvent, sentence: refusalText(error) });
      } finally {
        if (lastAdmitted.current === scanId) lastAdmitted.current = undefined;
      }
    },
    [chosenEvent, door, show, refusalText],
  );

  const diverted = useRef<(code: string) => void>(undefined);
  const divert = useCallback((reader: ((code: string) => void) | undefined) => {
    diverted.current = reader;
  }, []);
  const heard = (code: string) => {
    if (diverted.current) diverted.current(code);
    else void scan('keyboard', { by: 'code', code });
  };
  useKeyboardScanner(
    { scan: heard, cut: () => void (isStation || client.desk.heard({ kind: 'cut' })) },
    !testing,
  );
  useReadings((reading) => {
    if (testing) return;
    if (reading.kind === 'scan') {
      heard(reading.code);
      return;
    }
    restHeardElsewhere();
    if (chosenEvent === null) return;
    show(++sent.current.count, { kind: 'failed', eventId: chosenEvent, sentence: t('door.scanCut') });
  });

  const value = useMemo(
    () => ({
      shown,
      fresh,
      scan,
      answer,
      undo: (id: ScanId | undefined) => void undo(id),
      camera,
      setCamera,
      direction,
      setDirection,
      divert,
    }),
    [shown, fresh, scan, answer, undo, camera, direction, divert],
  );
  return (
    <ScannerContext value={value}>
      {children}
      {!inLane && fresh && shown && <ScanToast shown={shown} zone={zone} />}
    </ScannerContext>
  );
}
