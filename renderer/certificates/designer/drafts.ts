import { useSyncExternalStore } from 'react';
import type { OpenTemplate, TemplateId } from '../../../shared/contract/templates';
import type { CertificateTemplate } from '../../../shared/domain/certificateTemplate';

/** A template under the hand: what it is now, and the ones before and after it. */
export interface Draft {
  readonly stored: OpenTemplate;
  readonly body: CertificateTemplate;
  readonly past: readonly CertificateTemplate[];
  readonly future: readonly CertificateTemplate[];
  /** What the last edit was; another of the same name within a moment is the same step of undo. */
  readonly last: { readonly name: string; readonly at: number } | undefined;
}

const steps = 200;
/** ms */
const sameStep = 800;

// Outside of the components: what was not saved is still there, with its undo, when the organizer comes back from another screen.
const drafts = new Map<TemplateId, Draft>();
const listeners = new Set<() => void>();

function set(id: TemplateId, draft: Draft | undefined): void {
  if (draft) drafts.set(id, draft);
  else drafts.delete(id);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useDraft(id: TemplateId): Draft | undefined {
  return useSyncExternalStore(subscribe, () => drafts.get(id));
}

export function isChanged({ body, stored }: Draft): boolean {
  return JSON.stringify(body) !== JSON.stringify(stored.body);
}

/** Begins with what is stored, unless there is an unsaved draft of that version. */
export function openDraft(stored: OpenTemplate): void {
  const draft = drafts.get(stored.id);
  if (draft && isChanged(draft)) return;
  set(stored.id, { stored, body: stored.body, past: [], future: [], last: undefined });
}

/** What was saved is what is stored from now on; undo goes on reaching behind it. */
export function savedDraft(stored: OpenTemplate): void {
  const draft = drafts.get(stored.id);
  if (draft) set(stored.id, { ...draft, stored });
}

export function editDraft(id: TemplateId, body: CertificateTemplate, name: string): void {
  const draft = drafts.get(id);
  if (!draft || body === draft.body) return;
  const at = performance.now();
  const joins = draft.last?.name === name && at - draft.last.at < sameStep;
  const past = joins ? draft.past : [...draft.past, draft.body].slice(-steps);
  set(id, { ...draft, body, past, future: [], last: { name, at } });
}

export function undoDraft(id: TemplateId): void {
  const draft = drafts.get(id);
  const body = draft?.past.at(-1);
  if (!draft || !body) return;
  set(id, {
    ...draft,
    body,
    past: draft.past.slice(0, -1),
    future: [draft.body, ...draft.future],
    last: undefined,
  });
}

export function redoDraft(id: TemplateId): void {
  const draft = drafts.get(id);
  const [body, ...future] = draft?.future ?? [];
  if (!draft || !body) return;
  set(id, { ...draft, body, past: [...draft.past, draft.body], future, last: undefined });
}
