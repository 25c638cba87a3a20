import { z } from 'zod';

export const AttendeeId = z.uuid().brand<'AttendeeId'>();
export type AttendeeId = z.infer<typeof AttendeeId>;

export const EventId = z.uuid().brand<'EventId'>();
export type EventId = z.infer<typeof EventId>;

export const CueId = z.uuid().brand<'CueId'>();
export type CueId = z.infer<typeof CueId>;

/** Made by the page for each reading, so that a scan sent again gets the same verdict. */
export const ScanId = z.uuid().brand<'ScanId'>();
export type ScanId = z.infer<typeof ScanId>;

/** The random part of a badge code: 10 characters of base32. */
export const BadgeId = z
  .string()
  .regex(/^[A-Z2-7]{10}$/)
  .brand<'BadgeId'>();
export type BadgeId = z.infer<typeof BadgeId>;

/** A point in time: UTC milliseconds. */
export const Instant = z.int().min(0);
export type Instant = z.infer<typeof Instant>;
