import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useReducer } from 'react';
import type { EventId } from '../../shared/contract/ids';
import { type FilePreview, type ImportFile, largestFile } from '../../shared/contract/imports';
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

type Action =
  | { readonly kind: 'add'; readonly files: readonly ChosenFile[] }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'setKind'; readonly name: string; readonly importKind: ImportKind }
  | { readonly kind: 'setColumns'; readonly name: string; readonly columns: ColumnMap }
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
    case 'setKind':
      return next(
        files.map((file) =>
          file.name === action.name ? { name: file.name, bytes: file.bytes, kind: action.importKind } : file,
        ),
      );
    case 'setColumns':
      return next(
        files.map((file) => (file.name === action.name ? { ...file, columns: { ...action.columns } } : file)),
      );
    case 'clear':
      return next([]);
  }
}

function unread(name: string, problem: FilePreview['problem']): FilePreview {
  return { name, encoding: '', kind: null, header: [], columns: [], rows: 0, counts: null, problem };
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
    queryFn: () => client.imports.preview({ files: sent, eventId }),
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
    add: async (picked: readonly File[]) =>
      dispatch({ kind: 'add', files: await Promise.all(picked.map(readFile)) }),
    remove: (name: string) => dispatch({ kind: 'remove', name }),
    setKind: (name: string, importKind: ImportKind) => dispatch({ kind: 'setKind', name, importKind }),
    setColumns: (name: string, columns: ColumnMap) => dispatch({ kind: 'setColumns', name, columns }),
    clear: () => dispatch({ kind: 'clear' }),
  };
}
