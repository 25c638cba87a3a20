import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { callerRoles } from '../domain/access';
import { procedure } from './base';

export const CallerRole = z.enum(callerRoles);
export type CallerRole = z.infer<typeof CallerRole>;

const Pin = z.string().regex(/^\d{4,12}$/);

export const AccessState = z.object({
  /** Who works at this machine; null: it is locked. */
  role: CallerRole.nullable(),
  name: z.string(),
  /** Which roles have a PIN. Without the organizer's nothing is locked, and everybody is the organizer. */
  pins: z.record(CallerRole, z.boolean()),
  /** Left alone for so many minutes, the machine locks; 0: never. */
  idleMinutes: z.int(),
});
export type AccessState = z.infer<typeof AccessState>;

/** Who works at this machine, and the lock. */
export const access = {
  state: procedure.output(eventIterator(AccessState)),
  /** Begins to work in a role, by its PIN. */
  unlock: procedure
    .input(z.object({ role: CallerRole, pin: z.string().max(20), name: z.string().max(60) }))
    .output(z.void()),
  lock: procedure.output(z.void()),
  /** Sets a role's PIN, or takes it away (null). The organizer's own asks for the one that counts now. */
  setPin: procedure
    .input(z.object({ role: CallerRole, pin: Pin.nullable(), current: z.string().max(20).nullable() }))
    .output(z.void()),
  setIdle: procedure.input(z.object({ minutes: z.int().min(0).max(240) })).output(z.void()),
};
