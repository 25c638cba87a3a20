import { z } from 'zod';
import { Rule } from '../domain/eligibility';
import { Track } from '../domain/tracks';
import { procedure } from './base';
import { AttendeeId } from './ids';

/** 'completion' says who completes; every other rule is an honour. */
export const NamedRule = z.object({
  id: z.string().min(1).max(60),
  title: z.string().trim().min(1).max(200),
  titleEn: z.string().trim().max(200),
  rule: Rule,
});
export type NamedRule = z.infer<typeof NamedRule>;

export const rules = {
  /** Tracks and rules in their order; `met` counts the overrides, of which there are `overrides`. */
  list: procedure.output(
    z.object({
      tracks: z.array(Track).readonly(),
      rules: z.array(NamedRule.extend({ met: z.int(), overrides: z.int() })).readonly(),
    }),
  ),
  /** What a rule that is being edited would give, without overrides: in all, and each requirement alone. */
  try: procedure
    .input(z.object({ rule: Rule }))
    .output(z.object({ met: z.int(), each: z.array(z.int()).readonly(), of: z.int() })),
  put: procedure.input(NamedRule).output(z.void()),
  remove: procedure.input(z.object({ id: z.string() })).output(z.void()),
  putTrack: procedure.input(Track).output(z.void()),
  removeTrack: procedure.input(z.object({ id: z.string() })).output(z.void()),
  /** Decides for one person otherwise than the rule, with who and why; null takes the decision back. */
  override: procedure
    .input(
      z.object({
        ruleId: z.string(),
        attendeeId: AttendeeId,
        decided: z
          .object({
            met: z.boolean(),
            reason: z.string().trim().min(1).max(500),
            by: z.string().trim().min(1).max(60),
          })
          .nullable(),
      }),
    )
    .output(z.void()),
};
