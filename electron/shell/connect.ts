import { RPCHandler } from '@orpc/server/message-port';
import { ipcMain, type WebContents } from 'electron';
import type { AppContext } from '../api/context';
import { onlyCalls } from '../api/line';
import { router } from '../api/router';
import { isOwn } from './origin';
import { roleOf } from './window';

/** A window beside the main one has its own, small rights, whoever works at the machine, and keeps them when that is locked. */
function asCalledBy(context: AppContext, contents: WebContents): AppContext {
  const role = roleOf(contents);
  return role === undefined ? context : { ...context, caller: () => ({ role, name: '' }) };
}

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
    handler.upgrade(onlyCalls(port), { context: asCalledBy(context, event.sender) });
    port.start();
  });
}
