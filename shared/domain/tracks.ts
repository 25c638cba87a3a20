import { z } from 'zod';

/** What each kind of track keeps of a person's result. `track` is the kind; which track it is of, the store knows. */
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

/** A track of the program. An attendance track keeps no results: it is counted from the check-in journal. */
const names = {
  id: z.string().min(1).max(60),
  title: z.string().min(1).max(200),
  titleEn: z.string().max(200),
};
export const Track = z.discriminatedUnion('kind', [
  z.object({ ...names, kind: z.literal('course'), config: z.object({ parts: z.int().min(1).max(1000) }) }),
  z.object({ ...names, kind: z.literal('competition'), config: z.object({}) }),
  z.object({ ...names, kind: z.literal('project'), config: z.object({}) }),
  z.object({
    ...names,
    kind: z.literal('attendance'),
    /** Codes of the events that count. */
    config: z.object({ events: z.array(z.string()).readonly() }),
  }),
]);
export type Track = z.infer<typeof Track>;

/** What a rule looks at: a result, or how many of an attendance track's events a person came to. */
export type Standing =
  | TrackResult
  | { readonly track: 'attendance'; readonly done: number; readonly of: number };
