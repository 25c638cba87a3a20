/** The formats of file that are taken in, by how a name ends, with what a system's file dialog calls them. */
export const importFileTypes = {
  '.csv': 'text/csv',
  '.tsv': 'text/tab-separated-values',
  '.txt': 'text/plain',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** As an input's `accept` has them: an ending where the system knows it, a type where it goes by that. */
export const importAccept = Object.entries(importFileTypes).flat().join(',');
