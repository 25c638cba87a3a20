import { Menu } from 'electron';

/** The app has no menu of its own; a Mac needs one for copy, paste and quit. */
export function setMenu(): void {
  const mac = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] as const;
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate([...mac]) : null);
}
