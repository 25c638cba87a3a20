import { z } from 'zod';

/** The tracks of a program and what each keeps of a person's result. */
export const TrackResult = z.discriminatedUnion('track', [
  z.object({ track: z.literal('course'), done: z.int().min(0), of: z.int().min(1) }),
  z.object({
    track: z.literal('competition'),
    joined: z.boolean(),
    /** Place among all, in percent from the top; null where unknown. */
    percentile: z.number().min(0).max(100).nullable(),
    medal: z.enum(['gold', 'silver', 'bronze']).nullable(),
  }),
  z.object({
    track: z.literal('project'),
    team: z.string(),
    title: z.string(),
    award: z.string(),
  }),
]);
export type TrackResult = z.infer<typeof TrackResult>;
export type Track = TrackResult['track'];
