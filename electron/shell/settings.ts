import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { z } from 'zod';

const Settings = z.object({ programFile: z.string().optional() });
type Settings = z.infer<typeof Settings>;

const file = () => path.join(app.getPath('userData'), 'settings.json');

/** What this machine remembers between starts. A file that can't be read counts as a first start. */
export function readSettings(): Settings {
  if (!existsSync(file())) return {};
  try {
    return Settings.parse(JSON.parse(readFileSync(file(), 'utf8')));
  } catch {
    return {};
  }
}

export function writeSettings(settings: Settings): void {
  mkdirSync(path.dirname(file()), { recursive: true });
  writeFileSync(`${file()}.new`, JSON.stringify(settings));
  renameSync(`${file()}.new`, file());
}
