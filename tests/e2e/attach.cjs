// Loaded into the app before its own code (electron -r): 'ready' waits until the driver is attached. Otherwise the driver
// may attach to a window in the middle of its start, and now and then waits for ever for an answer of it.
const { app } = require('electron');

const ready = app.whenReady();
const emit = app.emit.bind(app);
let readyArguments = [];
app.emit = (name, ...args) => {
  if (name !== 'ready') return emit(name, ...args);
  readyArguments = args;
  return app.listenerCount('ready') > 0;
};
let attached = false;
let go;
const gate = new Promise((resolve) => {
  go = resolve;
});
app.isReady = () => attached;
app.whenReady = () => gate;
// The driver calls this by its name when it is attached.
// What the driver asks for runs in the middle of whatever the app is doing, a query of its store included; these two go
// between the app's own doings, as they do without a driver.
globalThis.__playwright_run = async () => {
  await ready;
  setImmediate(() => {
    attached = true;
    go();
    emit('ready', ...readyArguments);
  });
};
const quit = app.quit.bind(app);
app.quit = () => setImmediate(quit);

// What the app does when it is asked to quit, for the one who waits for it in vain (desk.ts).
const tell = (what) => process.stderr.write(`quitting: ${what}\n`);
for (const name of ['before-quit', 'window-all-closed', 'will-quit', 'quit']) app.on(name, () => tell(name));
app.on('browser-window-created', (_event, window) => {
  window.on('close', () => tell(`close ${window.webContents.getURL()}`));
  window.on('closed', () => tell('closed'));
});
