import { RPCHandler } from '@orpc/server/message-port';
import { ipcMain } from 'electron';
import type { AppContext } from '../api/context';
import { router } from '../api/router';
import { isOwn } from './origin';

/** Serves the contract to each page of ours that hands over a port. A frame inside a page, or a stranger, gets nothing. */
export function serveContract(context: AppContext): void {
  const handler = new RPCHandler(router);
  ipcMain.on('connect', (event) => {
    const [port] = event.ports;
    const frame = event.senderFrame;
    if (!port || !frame || frame.parent || !isOwn(frame.url)) {
      port?.close();
      return;
    }
    handler.upgrade(port, { context });
    port.start();
  });
}
