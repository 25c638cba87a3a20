import { open } from 'node:fs/promises';
import { freemem, release, totalmem } from 'node:os';
import { app, clipboard, screen } from 'electron';
import log from 'electron-log/node';

const tail = 64 * 1024;
const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

/** What this is and runs on. */
export function machineLines(): readonly string[] {
  const { electron, chrome, node } = process.versions;
  const memory = app.getAppMetrics().reduce((sum, { memory: { workingSetSize } }) => sum + workingSetSize, 0);
  const displays = screen.getAllDisplays().map(({ size }) => `${size.width}×${size.height}`);
  return [
    `app ${app.getVersion()}${app.isPackaged ? '' : ' (from source)'}, Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    `${process.platform} ${release()} ${process.arch}, ${megabytes(freemem())} of ${megabytes(totalmem())} MB free`,
    `running for ${Math.round(process.uptime())} s, ${app.getAppMetrics().length} processes, ${Math.round(memory / 1024)} MB`,
    `language ${app.getLocale()}, displays ${displays.join(', ')}`,
  ];
}

/** The end of the log. */
export async function logTail(): Promise<string> {
  try {
    const file = await open(log.transports.file.getFile().path, 'r');
    try {
      const { size } = await file.stat();
      const from = Math.max(0, size - tail);
      const bytes = Buffer.alloc(size - from);
      await file.read(bytes, 0, bytes.length, from);
      return bytes.toString('utf8');
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}

export const copyText = (text: string) => clipboard.writeText(text);

/** Ends the app as always, everything written and closed, and starts it again. */
export function restart(): void {
  app.relaunch();
  app.quit();
}
