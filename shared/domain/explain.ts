import type { z } from 'zod';
import type { Finding as FindingSchema, Override } from '../contract/roster';
import { type Judgement, needed, type Rule } from './eligibility';

/** A text by its key, with what it leaves open filled in. */
export type Say = (key: string, values: Record<string, string | number>) => string;

export type Finding = z.infer<typeof FindingSchema>;

/** One requirement for one person as a sentence; `trackName` gives a track's title in the language on screen. */
export function findingText(t: Say, finding: Finding, trackName: (id: string) => string): string {
  const { kind, met, done, of, value, track } = finding;
  const state = met ? 'met' : of === 0 ? 'none' : 'unmet';
  return t(`people.why.${kind}.${state}`, {
    done,
    of,
    left: Math.max(0, of - done),
    value,
    medal: kind === 'medal' && value !== '' ? t(`people.medal.${value}`, {}) : '',
    track: trackName(track),
  });
}

/** What the rule asks, and how many of its requirements are met; '' where it has but one, which says it all itself. */
export function asksText(t: Say, { asks, findings }: Pick<Judgement, 'asks' | 'findings'>): string {
  if (findings.length < 2) return '';
  const done = findings.filter(({ met }) => met).length;
  const state = done >= asks.count ? 'met' : 'unmet';
  return t(`people.whyAsks.${asks.kind}.${state}`, { done, of: findings.length, need: asks.count });
}

/** What a rule asks of people, whole, before anybody is judged. */
export function ruleText(t: Say, rule: Rule, trackName: (id: string) => string): string {
  const what = rule.of
    .map(({ track, kind }) => `${trackName(track)} – ${t(`rules.requirement.${kind}`, {})}`)
    .join(', ');
  return t(`rules.asks.${rule.of.length === 1 ? 'one' : rule.kind}`, { what, count: needed(rule) });
}

/** Sentences one after the other; a reason that somebody typed without a full stop gets one. */
function together(sentences: readonly string[]): string {
  const ended = sentences.filter((one) => one !== '').map((one) => (/[.!?。]$/.test(one) ? one : `${one}.`));
  return ended.join(' ');
}

/** Why a rule holds for a person or does not, whole: what somebody decided otherwise first, then what the rule asks and each requirement. */
export function explain(
  t: Say,
  decision: Pick<Judgement, 'asks' | 'findings'> & { readonly override: z.infer<typeof Override> | null },
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
  return together([
    ...decided,
    asksText(t, decision),
    ...findings.map((finding) => findingText(t, finding, trackName)),
  ]);
}
