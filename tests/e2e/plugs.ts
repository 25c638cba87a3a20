import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A display server of two plugs, with a screen in the first and none in the second. */
export interface Plugs {
  /** What DISPLAY is to be for an app on it. */
  readonly display: string;
  /** Plugs a projector of 1920×1080 into the second one. */
  readonly plugIn: () => void;
  /** Pulls it out. */
  readonly pullOut: () => void;
  readonly close: () => Promise<void>;
}

const settings = `Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 256000
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual 3840 1080
  EndSubSection
EndSection
`;

/** Xorg with its dummy driver: a plug of it can be pulled, which a virtual frame buffer can't show. */
export async function startPlugs(): Promise<Plugs> {
  const folder = mkdtempSync(path.join(tmpdir(), 'plugs-'));
  writeFileSync(path.join(folder, 'xorg.conf'), settings);
  const words = ['-config', path.join(folder, 'xorg.conf'), '-logfile', path.join(folder, 'log')];
  const output = openSync(path.join(folder, 'output'), 'w');
  // The file itself, not the wrapper that asks for a console.
  const server = spawn('/usr/lib/xorg/Xorg', ['-displayfd', '3', ...words, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', output, output, 'pipe'],
  });
  const [number] = (await once(createInterface(server.stdio[3] as Readable), 'line')) as [string];
  const display = `:${number}`;
  const xrandr = (...args: readonly string[]) =>
    void execFileSync('xrandr', args, { env: { ...process.env, DISPLAY: display } });
  // Asked what is plugged in, the server looks: only then its clients are told.
  const look = () => xrandr('--query');
  const timings = ['148.5', '1920', '2008', '2052', '2200', '1080', '1084', '1089', '1125'];
  xrandr('--newmode', 'projector', ...timings);
  return {
    display,
    plugIn: () => {
      xrandr('--addmode', 'DUMMY1', 'projector');
      xrandr('--output', 'DUMMY1', '--mode', 'projector', '--right-of', 'DUMMY0');
      look();
    },
    pullOut: () => {
      xrandr('--output', 'DUMMY1', '--off');
      xrandr('--delmode', 'DUMMY1', 'projector');
      look();
    },
    close: async () => {
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true });
    },
  };
}
