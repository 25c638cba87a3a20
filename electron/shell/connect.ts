import { ipcMain, type MessagePortMain, type WebContents } from 'electron';
import { isOwn } from './origin';

type Serve = (port: MessagePortMain, page: WebContents) => void;

/**
 * Takes the port that each page of ours hands over; a frame inside a page, or a stranger, gets nothing. Pages that come before it
 * is said who serves them wait, and so does what they ask for.
 */
export function takePorts(): (serve: Serve) => void {
  let serve: Serve | undefined;
  const waiting: Parameters<Serve>[] = [];
  ipcMain.on('connect', (event) => {
    const [port] = event.ports;
    const frame = event.senderFrame;
    if (!port || !frame || frame.parent || !isOwn(frame.url)) {
      port?.close();
      return;
    }
    if (serve) serve(port, event.sender);
    else waiting.push([port, event.sender]);
  });
  return (given) => {
    serve = given;
    for (const [port, page] of waiting.splice(0)) given(port, page);
  };
}
