import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useReducer } from 'react';
import type { EventId } from '../../shared/contract/ids';
import { type FilePreview, type ImportFile, largestFile } from '../../shared/contract/imports';
import type { TextEncoding } from '../../shared/domain/decodeText';
import type { ColumnMap, ImportKind } from '../../shared/domain/importColumns';
import { client } from '../client';

export const mostFiles = 20;

/** A file that was dropped or picked, as the page read it, with what was corrected. */
interface ChosenFile extends ImportFile {
  /** Why the page could not even read it. */
  readonly unread?: FilePreview;
}

interface Chosen {
  readonly files: readonly ChosenFile[];
  /** Counts up with each change: a preview belongs to one state of the files. */
  readonly revision: number;
}

/** What the organizer says of a file. What follows from something corrected is found out anew. */
export type Correction =
  | { readonly what: 'kind'; readonly kind: ImportKind }
  | { readonly what: 'columns'; readonly columns: ColumnMap }
  | { readonly what: 'encoding'; readonly encoding: TextEncoding }
  | { readonly what: 'sheet'; readonly sheet: string }
  | { readonly what: 'merges'; readonly merges: Readonly<Record<string, string>> };

function corrected(file: ChosenFile, correction: Correction): ChosenFile {
  const { name, bytes, encoding, sheet } = file;
  switch (correction.what) {
    case 'kind':
      return { name, bytes, encoding, sheet, kind: correction.kind };
    case 'columns':
      return { ...file, columns: { ...correction.columns } };
    case 'encoding':
      return { name, bytes, encoding: correction.encoding };
    case 'sheet':
      return { name, bytes, sheet: correction.sheet };
    case 'merges':
      return { ...file, merges: { ...correction.merges } };
  }
}

type Action =
  | { readonly kind: 'add'; readonly files: readonly ChosenFile[] }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'correct'; readonly name: string; readonly correction: Correction }
  | { readonly kind: 'clear' };

function change({ files, revision }: Chosen, action: Action): Chosen {
  const next = (changed: readonly ChosenFile[]): Chosen => ({ files: changed, revision: revision + 1 });
  switch (action.kind) {
    case 'add': {
      // A file of a name that is there is its newer version.
      const names = new Set(action.files.map(({ name }) => name));
      return next([...files.filter(({ name }) => !names.has(name)), ...action.files].slice(0, mostFiles));
    }
    case 'remove':
      return next(files.filter(({ name }) => name !== action.name));
    case 'correct':
      return next(
        files.map((file) => (file.name === action.name ? corrected(file, action.correction) : file)),
      );
    case 'clear':
      return next([]);
  }
}

function unread(name: string, problem: FilePreview['problem']): FilePreview {
  return {
    name,
    encoding: '',
    sheet: null,
    sheets: [],
    kind: null,
    header: [],
    remembered: false,
    columns: [],
    rows: 0,
    counts: null,
    doubtful: 0,
    doubts: [],
    notes: [],
    problem,
  };
}

/** Reads a file here in the page: its bytes are sent, its path is not known. */
async function readFile(file: File): Promise<ChosenFile> {
  const name = file.name.normalize('NFC');
  if (file.size > largestFile) {
    const params = { file: name, megabytes: largestFile / 1024 / 1024 };
    return { name, bytes: new Blob(), unread: unread(name, { reason: 'import.tooLarge', params }) };
  }
  try {
    return { name, bytes: new Blob([await file.arrayBuffer()]) };
  } catch {
    // A folder, or a file that went away meanwhile.
    return {
      name,
      bytes: new Blob(),
      unread: unread(name, { reason: 'import.encoding', params: { file: name } }),
    };
  }
}

/** The files chosen for an import, with what taking them in would do, asked anew whenever one of them changes. */
export function useImportFiles(eventId: EventId | null) {
  const [{ files, revision }, dispatch] = useReducer(change, { files: [], revision: 0 });
  const sent: ImportFile[] = files.flatMap(({ unread: hidden, ...file }) => (hidden ? [] : [file]));
  const preview = useQuery({
    queryKey: ['import-preview', revision, eventId],
    queryFn: ({ signal }) => client.imports.preview({ files: sent, eventId }, { signal }),
    retry: false,
    enabled: sent.length > 0,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const previews: readonly FilePreview[] = [
    ...files.flatMap((file) => (file.unread ? [file.unread] : [])),
    ...(sent.length > 0 ? (preview.data ?? []) : []).filter(({ name }) =>
      sent.some((file) => file.name === name),
    ),
  ];
  return {
    count: files.length,
    sent,
    /** What is wrong first, else in the order in which the files need each other. */
    previews: previews.toSorted((a, b) => Number(a.problem === null) - Number(b.problem === null)),
    reading: preview.isFetching,
    error: preview.error,
    mergesOf: (name: string) => files.find((file) => file.name === name)?.merges ?? {},
    add: async (picked: readonly File[]) =>
      dispatch({ kind: 'add', files: await Promise.all(picked.map(readFile)) }),
    remove: (name: string) => dispatch({ kind: 'remove', name }),
    correct: (name: string, correction: Correction) => dispatch({ kind: 'correct', name, correction }),
    clear: () => dispatch({ kind: 'clear' }),
  };
}
