import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { contract } from '../shared/contract';

const { port1, port2 } = new MessageChannel();
window.postMessage('connect', '*', [port2]);
port1.start();

/** Calls the main process. The only file that knows how a call gets there. */
export const client: ContractRouterClient<typeof contract> = createORPCClient(new RPCLink({ port: port1 }));

/** The same procedures as TanStack Query options and keys. */
export const orpc = createTanstackQueryUtils(client);
