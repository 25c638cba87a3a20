import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { callerRoles } from '../domain/access';
import { procedure } from './base';
import { Instant } from './ids';

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
  /** The machine is open to the network: said at a locked one too, and to whoever works there. */
  openToNetwork: z.boolean(),
});
export type AccessState = z.infer<typeof AccessState>;

/** One thing that somebody did to the program, the door's scans aside: those are in the journal. */
export const Deed = z.object({
  seq: z.int(),
  /** By the machine's clock. */
  at: Instant,
  /** Who; '' is the organizer. */
  by: z.string(),
  /** What was asked for, by its name in the contract ('rundown.give'). */
  call: z.string(),
});
export type Deed = z.infer<typeof Deed>;

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
  /** Who changed what, the last first: up to `limit` of them. */
  deeds: procedure
    .input(z.object({ limit: z.int().min(1).max(5000) }))
    .output(eventIterator(z.object({ deeds: z.array(Deed), more: z.boolean() }))),
  setIdle: procedure.input(z.object({ minutes: z.int().min(0).max(240) })).output(z.void()),
};
