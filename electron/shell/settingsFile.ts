import path from 'node:path';
import { app } from 'electron';

/** Where this machine's settings lie (settings.ts). */
export const settingsFile = () => path.join(app.getPath('userData'), 'settings.json');
