import { Refusal } from '../../shared/domain/refusal';
import { deleteMeta, getMeta, setMeta } from '../store/meta';
import { checkPin, hasPin, setPin } from '../store/pins';
import type { AppContext } from './context';

/** Whether this machine's main window is a kiosk. Kept in the program, so that a power cut does not open it. */
export function isKiosk(context: AppContext): boolean {
  return context.isOpen() && getMeta(context.program().db, 'kiosk.on') === '1';
}

/** Turns the main window into the kiosk. With a PIN that one counts from now on; without, the one set before. */
export async function startKiosk(context: AppContext, pin: string | null): Promise<void> {
  const { db } = context.program();
  if (getMeta(db, 'event.chosen') === undefined) throw new Refusal('event.unknown');
  if (pin !== null) await setPin(db, 'kiosk', pin);
  else if (!hasPin(db, 'kiosk')) throw new Refusal('pin.none');
  setMeta(db, 'kiosk.on', '1');
  context.changed('program');
}

export async function leaveKiosk(context: AppContext, pin: string): Promise<void> {
  const { db } = context.program();
  await checkPin(db, 'kiosk', pin);
  deleteMeta(db, 'kiosk.on');
  context.changed('program');
}
