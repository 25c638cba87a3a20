import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the app's log has of errors that nothing in it caught. */
export function faultsOf(home: string): readonly string[] {
  const logs = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('main.log'),
  );
  return logs
    .flatMap((name) => readFileSync(path.join(home, name), 'utf8').split(/\n(?=\[\d{4}-)/))
    .filter((entry) => /uncaught exception|unhandled rejection/.test(entry));
}
