import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePortMain, WebContents } from 'electron';
import type { AppContext } from '../api/context';
import { onlyCalls } from '../api/line';
import { router } from '../api/router';
import { roleOf } from './window';

/** A window beside the main one has its own, small rights, whoever works at the machine, and keeps them when that is locked. */
function asCalledBy(context: AppContext, contents: WebContents): AppContext {
  const role = roleOf(contents);
  return role === undefined ? context : { ...context, caller: () => ({ role, name: '' }) };
}

/** Serves the contract to the pages whose ports were taken (connect.ts). */
export function servingOf(context: AppContext): (port: MessagePortMain, page: WebContents) => void {
  const handler = new RPCHandler(router);
  return (port, page) => {
    handler.upgrade(onlyCalls(port), { context: asCalledBy(context, page) });
    port.start();
  };
}
