import { readdirSync, readFileSync } from 'node:fs';
import type { Desk } from './desk.ts';

/** The process in which Chromium holds the camera, among the app's own children. */
export function captureProcess(desk: Desk): number | undefined {
  const parent = desk.app.process().pid;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        const isOurs = new RegExp(`^PPid:\\t${parent}$`, 'm').test(
          readFileSync(`/proc/${pid}/status`, 'utf8'),
        );
        return isOurs && line.includes('video_capture.mojom.VideoCaptureService');
      } catch {
        // It ended while we looked.
        return false;
      }
    });
}
