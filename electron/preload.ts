import { ipcRenderer } from 'electron';

// The whole bridge: the page hands over one end of a channel, once, and it goes to the main process. Nothing is exposed.
window.addEventListener('message', function connect(event: MessageEvent) {
  const [port] = event.ports;
  if (event.source !== window || event.data !== 'connect' || !port) return;
  window.removeEventListener('message', connect);
  ipcRenderer.postMessage('connect', null, [port]);
});
