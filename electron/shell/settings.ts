import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type FolderUse, folderUses } from '../api/context';
import { settingsFile } from './settingsFile';

const Settings = z.object({
  programFile: z.string().optional(),
  /** The folders that the organizer chose on this machine, by what they are for. */
  folders: z.partialRecord(z.enum(folderUses), z.string()).optional(),
  /** Since when (UTC ms) the main window shows the lane of that program, where it was the last that it showed. */
  laneSince: z.number().optional(),
});
type Settings = z.infer<typeof Settings>;

/** What this machine remembers between starts. A file that can't be read counts as a first start. */
export function readSettings(): Settings {
  if (!existsSync(settingsFile())) return {};
  try {
    return Settings.parse(JSON.parse(readFileSync(settingsFile(), 'utf8')));
  } catch {
    return {};
  }
}

function writeSettings(settings: Settings): void {
  mkdirSync(path.dirname(settingsFile()), { recursive: true });
  writeFileSync(`${settingsFile()}.new`, JSON.stringify(settings));
  renameSync(`${settingsFile()}.new`, settingsFile());
}

/** Remembers which program to open next time. */
export function rememberProgram(programFile: string): void {
  const settings = readSettings();
  if (settings.programFile === programFile) return;
  // Another program's door is another door.
  const { laneSince: _, ...others } = settings;
  writeSettings({ ...others, programFile });
}

/** Remembers from when on the lane is shown; undefined: something else is. */
export function rememberLane(since: number | undefined): void {
  const { laneSince, ...others } = readSettings();
  if (laneSince === since) return;
  writeSettings(since === undefined ? others : { ...others, laneSince: since });
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
