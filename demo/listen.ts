import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { ServerType } from '@hono/node-server';
import { makeCertificate } from './certificate.ts';

type FetchHandler = (request: Request) => Response | Promise<Response>;

export interface Listener {
  port: number;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

async function listen(server: ServerType, port: number): Promise<Listener> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** Plain HTTP on loopback; port 0 = any free one. */
export function listenPlain(fetch: FetchHandler, port = 0): Promise<Listener> {
  return listen(createAdaptorServer({ fetch }), port);
}

/** HTTPS on loopback with a certificate made for this run. */
export async function listenTls(fetch: FetchHandler): Promise<Listener> {
  const serverOptions = await makeCertificate();
  return listen(createAdaptorServer({ fetch, createServer: createTlsServer, serverOptions }), 0);
}

/** A port that was free a moment ago: for a server that must come back on the same one. */
export async function freePort(): Promise<number> {
  const listener = await listenPlain(() => new Response(null));
  await listener.close();
  return listener.port;
}
