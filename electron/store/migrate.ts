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
export const currentVersion = migrations.length;

/**
 * Brings a program file up to the last of `steps` (the app's own unless a test says otherwise). Each step and its record in
 * `user_version` are one transaction, so a step that fails leaves the file at the step before.
 */
export function migrate(raw: Database.Database, steps: readonly Migration[] = migrations): void {
  for (const { version, sql } of steps) {
    if (version <= Number(raw.pragma('user_version', { simple: true }))) continue;
    raw
      .transaction(() => {
        raw.exec(sql);
        raw.pragma(`user_version = ${version}`);
      })
      .immediate();
  }
}
