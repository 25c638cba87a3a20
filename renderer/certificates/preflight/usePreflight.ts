import { useEffect, useRef, useState } from 'react';
import type { EventId } from '../../../shared/contract/ids';
import type { PreflightFinding, PreflightPerson, PreflightStep } from '../../../shared/contract/templates';
import type { TemplateKind } from '../../../shared/domain/certificateTemplate';
import { client } from '../../client';

type Check =
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'stopped' }
  | Extract<PreflightStep, { kind: 'done' }>;

const started: Check = { kind: 'running', done: 0, total: 0 };

const stopping: ReadonlySet<PreflightFinding['kind']> = new Set([
  'glyphs',
  'tooLong',
  'empty',
  'unknownField',
]);
const toBeKnown: ReadonlySet<PreflightFinding['kind']> = new Set(['absent', 'issued', 'leftOut']);

/** The certificate is not made as long as this holds. */
export function stops({ findings }: PreflightPerson): boolean {
  return findings.some(({ kind }) => stopping.has(kind));
}

/** It can be made, but somebody should look at it before. */
export function wantsLook(person: PreflightPerson): boolean {
  return !stops(person) && person.findings.some(({ kind }) => !toBeKnown.has(kind));
}

export function toneOf(finding: PreflightFinding): 'stops' | 'look' | 'known' {
  if (stopping.has(finding.kind)) return 'stops';
  return toBeKnown.has(finding.kind) ? 'known' : 'look';
}

/** Checks everybody due for a kind; called off by `stop` and when the screen is left. */
export function usePreflight(
  eventId: EventId,
  kind: TemplateKind,
): { readonly check: Check; readonly again: () => void; readonly stop: () => void } {
  const [check, setCheck] = useState<Check>(started);
  const [round, setRound] = useState(0);
  const running = useRef<AbortController>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a round is a wish to check again
  useEffect(() => {
    const stop = new AbortController();
    running.current = stop;
    const follow = async () => {
      for await (const step of await client.templates.preflight({ eventId, kind }, { signal: stop.signal })) {
        if (stop.signal.aborted) return;
        setCheck(step.kind === 'done' ? step : { kind: 'running', done: step.done, total: step.total });
      }
    };
    setCheck(started);
    follow().catch((error: unknown) => {
      if (!stop.signal.aborted) setCheck({ kind: 'failed', error });
    });
    return () => stop.abort();
  }, [eventId, kind, round]);
  return {
    check,
    again: () => setRound((last) => last + 1),
    stop: () => {
      running.current?.abort();
      setCheck({ kind: 'stopped' });
    },
  };
}
