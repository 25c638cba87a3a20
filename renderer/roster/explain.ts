import type { TFunction } from 'i18next';
import type { z } from 'zod';
import type { Finding as FindingSchema, Override } from '../../shared/contract/roster';

export type Finding = z.infer<typeof FindingSchema>;

/** One requirement for one person as a sentence; `trackName` gives a track's title in the language on screen. */
export function findingText(t: TFunction, finding: Finding, trackName: (id: string) => string): string {
  const { kind, met, done, of, value, track } = finding;
  const state = met ? 'met' : of === 0 ? 'none' : 'unmet';
  return t(`people.why.${kind}.${state}`, {
    done,
    of,
    left: Math.max(0, of - done),
    value,
    medal: kind === 'medal' && value !== '' ? t(`people.medal.${value}`) : '',
    track: trackName(track),
  });
}

/** Why a rule holds for a person or does not, whole: what somebody decided otherwise first, then each requirement. */
export function explain(
  t: TFunction,
  decision: { readonly findings: readonly Finding[]; readonly override: z.infer<typeof Override> | null },
  trackName: (id: string) => string,
): string {
  const { override, findings } = decision;
  const decided = override
    ? [
        t(`people.whyOverride.${override.met ? 'met' : 'unmet'}`, {
          by: override.by,
          reason: override.reason,
        }),
      ]
    : [];
  return [...decided, ...findings.map((finding) => findingText(t, finding, trackName))].join(' ');
}
