import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import { type FolderUse, folderUses } from '../api/context';

const Settings = z.object({
  programFile: z.string().optional(),
  /** The folders that the organizer chose on this machine, by what they are for. */
  folders: z.partialRecord(z.enum(folderUses), z.string()).optional(),
});
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

function writeSettings(settings: Settings): void {
  mkdirSync(path.dirname(file()), { recursive: true });
  writeFileSync(`${file()}.new`, JSON.stringify(settings));
  renameSync(`${file()}.new`, file());
}

/** Remembers which program to open next time. */
export function rememberProgram(programFile: string): void {
  writeSettings({ ...readSettings(), programFile });
}

export function chosenFolder(use: FolderUse): string | undefined {
  return readSettings().folders?.[use];
}

/** Remembers a folder that was chosen; undefined forgets it. */
export function rememberFolder(use: FolderUse, folder: string | undefined): void {
  const settings = readSettings();
  const { [use]: _, ...others } = settings.folders ?? {};
  writeSettings({ ...settings, folders: folder === undefined ? others : { ...others, [use]: folder } });
}
