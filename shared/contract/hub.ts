import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { refusalReasons } from '../domain/refusal';
import { procedure } from './base';

/** Where a hub is and how it is known. Goes one way: no answer has the address or the password in it. */
export const HubAddress = z.object({
  /** postgresql://name:password@host:port/database */
  url: z.string().max(2000),
  /** A certificate (PEM) that signed the hub's, or the SHA-256 of the hub's own; '': whoever this machine's system trusts. */
  pin: z.string().max(100_000),
});
export type HubAddress = z.infer<typeof HubAddress>;

const HostName = z.string().trim().min(1).max(40);

/** How this program stands with its hub. Times by this machine's clock (UTC ms). */
export const HubState = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('none'),
    /** What is rehearsed goes to no hub; nor does a copy of a host: its host's does. */
    possible: z.enum(['yes', 'rehearsal', 'station']),
  }),
  z.object({
    kind: z.literal('hub'),
    /** 'main': the list is this host's; 'branch': it is a copy, to which doors add guests and badges. */
    role: z.enum(['main', 'branch']),
    name: z.string(),
    /** Host, port and database, without a name or a password; null: this machine does not know it. */
    place: z.string().nullable(),
    state: z.enum(['together', 'apart', 'refused', 'noAddress']),
    /** What is wrong, where it is 'apart' or 'refused'. */
    reason: z.enum(refusalReasons).nullable(),
    since: z.number(),
    /** When all that was new was exchanged last. */
    copyAt: z.number().nullable(),
    /** Rows of this machine's own journal that the hub does not have. */
    unsent: z.int(),
    hosts: z.array(z.object({ name: z.string(), main: z.boolean(), heardAt: z.number() })),
  }),
]);
export type HubState = z.infer<typeof HubState>;

/** Several hosts of one program, joined over a PostgreSQL database that is run elsewhere. */
export const hub = {
  state: procedure.output(eventIterator(HubState)),
  /** Puts the program into a hub; this host is its main one. A Refusal says why the hub can't be used. */
  publish: procedure.input(HubAddress.extend({ name: HostName })).output(z.void()),
  /** Takes the program of that key out of a hub, as one more host, and opens it. */
  join: procedure.input(HubAddress.extend({ name: HostName, key: z.string().max(200) })).output(z.void()),
  /** The hub is at another address, or this machine was never told it. */
  readdress: procedure.input(HubAddress).output(z.void()),
  /** What another host needs to join, beside the address: a secret. */
  key: procedure.output(z.object({ key: z.string() })),
  /** Ends the tie. Refused where the hub lacks rows of this host, unless `anyway`. The program stays. */
  leave: procedure.input(z.object({ anyway: z.boolean() })).output(z.void()),
  /** Deletes the program from the hub and ends the tie. `typed`: the program's name. */
  erase: procedure.input(z.object({ typed: z.string().max(200) })).output(z.void()),
};
