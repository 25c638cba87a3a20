import type { AccessState } from '../../shared/contract/access';
import { type Caller, type CallerRole, callerRoles, shownAs } from '../../shared/domain/access';
import { Refusal } from '../../shared/domain/refusal';
import type { ReadDb } from '../store/db';
import { getMeta, requireMeta, setMeta } from '../store/meta';
import { setOperatorName } from '../store/operator';
import { checkPin, hasPin, removePin, setPin } from '../store/pins';
import { showRuns } from '../store/rundown';
import { laneIsOpen } from './awake';
import type { AppContext } from './context';

const usualIdle = 10;

/** Who works at this machine. One a process; its windows share it. */
export interface Session {
  caller(): Caller;
  state(caller: Caller): AccessState;
  unlock(role: CallerRole, pin: string, name: string): Promise<void>;
  lock(): void;
  setPin(role: CallerRole, pin: string | null, current: string | null): Promise<void>;
  setIdle(minutes: number): void;
  /** A program was opened: its own PINs count from now on. */
  opened(): void;
  /** Looks whether the machine was left alone for too long; call it often. `idle`: seconds since a key or the mouse. */
  look(idle: number): void;
}

/** Where no PIN of the organizer's is set, whoever is there is the organizer. */
export function createSession(context: AppContext): Session {
  let role: CallerRole | null = 'organizer';
  let program = '';
  const db = () => context.program().db;
  const idleMinutes = (from: ReadDb) => Number(getMeta(from, 'lock.minutes') ?? usualIdle);
  const become = (next: CallerRole | null, name: string) => {
    role = next;
    setOperatorName(db(), name);
    context.changed('program');
  };

  const session: Session = {
    caller() {
      if (!context.isOpen()) return { role, name: '' };
      // A kiosk admits people; no more, whoever began it.
      const now = getMeta(db(), 'kiosk.on') === '1' ? 'steward' : role;
      return { role: now, name: now === null ? '' : (getMeta(db(), 'operator.name') ?? '') };
    },
    state(caller) {
      const has = (one: CallerRole) => hasPin(db(), one);
      const pins = {
        organizer: has('organizer'),
        showCaller: has('showCaller'),
        mc: has('mc'),
        steward: has('steward'),
      };
      return {
        role: shownAs(caller.role),
        name: caller.name,
        pins,
        idleMinutes: idleMinutes(db()),
        openToNetwork: context.stations.isOpen(),
      };
    },
    async unlock(wanted, pin, name) {
      const asked = context.program();
      await checkPin(asked.db, wanted, pin);
      if (context.program() !== asked) throw new Refusal('pin.wrong');
      become(wanted, name);
    },
    lock() {
      if (!hasPin(db(), 'organizer')) throw new Refusal('access.noPin');
      become(null, '');
    },
    async setPin(of, pin, current) {
      const store = db();
      if (of === 'organizer') {
        if (hasPin(store, of)) await checkPin(store, of, current ?? '');
      } else if (!hasPin(store, 'organizer')) throw new Refusal('access.organizerFirst');
      if (pin !== null) await setPin(store, of, pin);
      else {
        // Without the organizer's nothing is locked: the others' would only seem to be.
        const gone = of === 'organizer' ? callerRoles : [of];
        for (const one of gone) removePin(store, one);
      }
      context.changed('program');
    },
    setIdle(minutes) {
      setMeta(db(), 'lock.minutes', String(minutes));
      context.changed('program');
    },
    opened() {
      const id = requireMeta(db(), 'program.id');
      if (!hasPin(db(), 'organizer')) role = 'organizer';
      else if (id !== program) role = null;
      program = id;
    },
    look(idle) {
      if (role === null || !context.isOpen() || !hasPin(db(), 'organizer')) return;
      const minutes = idleMinutes(db());
      if (minutes === 0 || idle < minutes * 60) return;
      // A door and a stage go on by themselves: then only the rights go that they do not need.
      const rest = laneIsOpen(context) ? 'steward' : showRuns(db()) ? 'showCaller' : null;
      if (rest === role || (rest === 'showCaller' && role === 'mc')) return;
      become(rest, '');
    },
  };
  return session;
}
