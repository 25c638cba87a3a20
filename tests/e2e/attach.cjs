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
globalThis.__playwright_run = async () => {
  await ready;
  attached = true;
  go();
  emit('ready', ...readyArguments);
};
