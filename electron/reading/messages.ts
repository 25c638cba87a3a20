import type { RefusalData } from '../../shared/contract/base';
import type { EventId } from '../../shared/contract/ids';
import type { FilePreview } from '../../shared/contract/imports';
import type { FileRecord } from '../store/imports';
import type { PackedRows } from '../store/packedRows';
import type { Asked } from './files';

/** A file as it is handed to the process that reads it. */
export interface FileInput extends Asked {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What that process is asked to do, once in its life. `program`: the path of the open program, which it only reads. */
export interface ReadJob {
  readonly kind: 'preview' | 'commit';
  readonly program: string;
  readonly eventId: EventId | null;
  readonly now: number;
  readonly files: readonly FileInput[];
}

/** A mapping to remember. */
export interface MappedFile {
  readonly header: readonly string[];
  readonly kind: FileRecord['kind'];
  readonly columns: Readonly<Record<string, number>>;
}

/** What it answers. `people` and `changes` come in parts, each when it was told that there may be more. */
export type ReaderAnswer =
  | { readonly kind: 'preview'; readonly files: readonly FilePreview[] }
  | {
      readonly kind: 'people';
      readonly groups: readonly PackedRows[];
      readonly of: number;
    }
  | { readonly kind: 'changes'; readonly changes: readonly string[] }
  | {
      readonly kind: 'done';
      readonly files: readonly FileRecord[];
      readonly mappings: readonly MappedFile[];
    }
  | ({ readonly kind: 'refused' } & RefusalData)
  | { readonly kind: 'failed'; readonly error: string };

/** The way to that process. `end` ends it at once; `gone` is when it is. */
export interface ReaderProcess {
  start(job: ReadJob): void;
  /** Takes the next answer, and lets one more part come; undefined where the process died. */
  next(): Promise<ReaderAnswer | undefined>;
  end(): void;
}

/** How many parts may wait for the one that stores them. */
export const partsAhead = 4;
