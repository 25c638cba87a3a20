import type Database from 'better-sqlite3';

const texts = import.meta.glob<string>('./migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** The steps in order; step N takes a program file from version N−1 to N. */
export const migrations: readonly Migration[] = Object.entries(texts)
  .map(([name, sql]) => ({ version: Number(/(\d{4})_[^/]*$/.exec(name)?.[1]), sql }))
  .sort((a, b) => a.version - b.version);

/** The version that this app writes. */
export const currentVersion = migrations.at(-1)?.version ?? 0;

/**
 * Brings a program file up to the last of `steps` (the app's own unless a test says otherwise). Each step and its record in
 * `user_version` are one transaction, so a step that fails leaves the file at the step before. A step may rebuild a table
 * that others refer to: references are not enforced while it runs, but all of them must hold at its end.
 */
export function migrate(raw: Database.Database, steps: readonly Migration[] = migrations): void {
  const waiting = steps.filter(
    ({ version }) => version > Number(raw.pragma('user_version', { simple: true })),
  );
  if (waiting.length === 0) return;
  raw.pragma('foreign_keys = OFF'); // has no effect inside a transaction
  try {
    for (const { version, sql } of waiting) {
      raw
        .transaction(() => {
          raw.exec(sql);
          const [torn] = raw.pragma('foreign_key_check') as readonly unknown[];
          if (torn) throw new Error(`step ${version} tore a reference: ${JSON.stringify(torn)}`);
          raw.pragma(`user_version = ${version}`);
        })
        .immediate();
    }
  } finally {
    raw.pragma('foreign_keys = ON');
  }
}
