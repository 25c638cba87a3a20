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
import { client, isStation } from '../client';
import { useChosenEvent, useProgram } from '../ui/program';
import { refusalOf, useRefusalText } from '../ui/refusal';
import { useRememberedSwitch } from './rememberedCamera';
import { ScanToast } from './ScanToast';
import { SameCode } from './sameCode';
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
  /** Has a reading judged and shown; gives the answer, or undefined where it could not be written, or was the same reading again. */
  readonly scan: (source: ScanSource, by: Scan['by']) => Promise<ScanResult | undefined>;
  /** Shows an answer that came by another way than a reading (a walk-in). */
  readonly answer: (result: ScanResult) => void;
  /** Takes that entry back. */
  readonly undo: (scanId: ScanId) => void;
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
  kiosk = false,
  children,
}: {
  readonly inLane: boolean;
  /** The scanners are being tried out: nothing that they read is judged. */
  readonly testing?: boolean;
  /** Guests check in by themselves. */
  readonly kiosk?: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const { chosenEvent, door } = useProgram();
  const zone = useChosenEvent()?.zone;
  const refusalText = useRefusalText();
  const [shown, setShown] = useState<Shown>();
  const [fresh, setFresh] = useState(false);
  const [camera, setCamera] = useRememberedSwitch();
  const [direction, setDirection] = useState<Direction>('in');
  const directionNow = useRef(direction);
  directionNow.current = direction;
  const sent = useRef({ count: 0, answered: 0 });
  const undoing = useRef<ScanId>(undefined);
  const sameCode = useRef<{ readonly eventId: EventId; readonly codes: SameCode }>(undefined);

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
      // At another event it is another reading.
      if (sameCode.current?.eventId !== chosenEvent)
        sameCode.current = { eventId: chosenEvent, codes: new SameCode() };
      const { codes } = sameCode.current;
      const id = ScanId.parse(uuidv7());
      const way = source === 'camera' ? 'camera' : 'keyboard';
      if (by.by === 'code' && !codes.isNew(by.code, way, id, performance.now())) return undefined;
      const place = ++sent.current.count;
      return send({
        id,
        eventId: chosenEvent,
        door,
        source: kiosk ? 'kiosk' : source,
        direction: directionNow.current,
        by,
      }).then(
        (result) => {
          show(place, { kind: 'verdict', eventId: chosenEvent, result });
          return result;
        },
        (error: unknown) => {
          codes.failed(id, performance.now());
          show(place, { kind: 'failed', eventId: chosenEvent, sentence: refusalText(error) });
          return undefined;
        },
      );
    },
    [chosenEvent, door, kiosk, show, refusalText, t],
  );

  const answer = useCallback(
    (result: ScanResult) => {
      if (chosenEvent === null) return;
      show(++sent.current.count, { kind: 'verdict', eventId: chosenEvent, result });
    },
    [chosenEvent, show],
  );

  const undo = useCallback(
    async (scanId: ScanId) => {
      // Pressed once more before the lane names the next one.
      if (chosenEvent === null || undoing.current === scanId) return;
      undoing.current = scanId;
      const place = ++sent.current.count;
      try {
        const result = await client.checkin.undo({ id: ScanId.parse(uuidv7()), scanId, door });
        sameCode.current?.codes.takenBack(scanId, performance.now());
        show(place, { kind: 'undone', eventId: chosenEvent, result });
      } catch (error) {
        undoing.current = undefined;
        show(place, { kind: 'failed', eventId: chosenEvent, sentence: refusalText(error) });
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
  const sayCut = () => {
    const sentence = t('door.scanCut');
    // Where no lane would show it.
    if (chosenEvent === null || testing) notifications.show({ color: 'orange', message: sentence });
    else show(++sent.current.count, { kind: 'failed', eventId: chosenEvent, sentence });
  };
  // The other windows of a machine hear of it too, since they may have the code's other half; a station has none.
  const cut = () => (isStation ? sayCut() : void client.desk.heard({ kind: 'cut' }));
  useKeyboardScanner({ scan: heard, cut }, !testing);
  useReadings((reading) => {
    if (reading.kind === 'cut') {
      restHeardElsewhere();
      sayCut();
    } else if (testing) notifications.show({ color: 'orange', message: t('selftest.notJudged') });
    else heard(reading.code);
  });

  const value = useMemo(
    () => ({
      shown,
      fresh,
      scan,
      answer,
      undo: (scanId: ScanId) => void undo(scanId),
      camera,
      setCamera,
      direction,
      setDirection,
      divert,
    }),
    [shown, fresh, scan, answer, undo, camera, direction, divert, setCamera],
  );
  return (
    <ScannerContext value={value}>
      {children}
      {!inLane && fresh && shown && <ScanToast shown={shown} zone={zone} />}
    </ScannerContext>
  );
}
