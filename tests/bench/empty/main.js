// What the runtime itself costs: so many windows with nothing in them.
import { app, BrowserWindow } from 'electron';

app.whenReady().then(() => {
  for (let n = 0; n < Number(process.env.EMPTY_WINDOWS); n++) {
    const window = new BrowserWindow({
      width: 1280,
      height: 720,
      show: false,
      webPreferences: { sandbox: true },
    });
    window.once('ready-to-show', () => window.show());
    void window.loadURL('data:text/html,<title>empty</title><p id="ready">ready</p>');
  }
});
app.on('window-all-closed', () => app.quit());
