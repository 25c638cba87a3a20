import type { MessagePort } from 'node:worker_threads';

/** What the gate is told at its start. */
export interface GateData {
  readonly address: string;
  readonly port: number;
  readonly key: string;
  readonly cert: string;
  readonly appFolder: string;
}

/** What the main thread hears. `id` names a question, or a connection. */
export type GateWord =
  | { readonly kind: 'open'; readonly port: number }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'pair'; readonly id: number; readonly body: string }
  /** Somebody fetches the whole journal of that name. */
  | { readonly kind: 'journal'; readonly id: number; readonly token: string; readonly name: string }
  | { readonly kind: 'enter'; readonly id: number; readonly token: string }
  | { readonly kind: 'connected'; readonly id: number; readonly station: string; readonly port: MessagePort }
  | { readonly kind: 'gone'; readonly id: number };

/** What the main thread says. */
export type GateOrder =
  /** The answer to a pairing: what goes back, and the token of a browser, which it keeps as a cookie. */
  | {
      readonly kind: 'paired';
      readonly id: number;
      readonly status: number;
      readonly body: string;
      readonly cookie: string | null;
    }
  /** Whose token that is; null: nobody's. */
  | { readonly kind: 'known'; readonly id: number; readonly station: string | null }
  /** What was fetched; null: not to be had by them. */
  | { readonly kind: 'fetched'; readonly id: number; readonly bytes: SharedArrayBuffer | null }
  | { readonly kind: 'drop'; readonly station: string }
  | { readonly kind: 'close' };
