import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createSecureServer } from 'node:http2';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { makeCertificate } from '../../../demo/certificate.ts';
import { pageOf } from './pages.ts';

/** One request as it arrived; a chain of redirects gives one for each hop. */
export interface Received {
  token: string;
  method: string;
  url: string;
  contentType: string | null;
  body: Buffer;
  /** 0 for the request itself, then one more for each redirect. */
  hop: number;
}

/** A context that has sent everything it had to send, with what the browser said at once. */
export interface Fired {
  context: string;
  fired: { token: string; error: string | null }[];
}

/** A server on loopback that stands for every host: pages by their host, vendors by anything else. */
export interface Receiver {
  port: number;
  received: readonly Received[];
  fired: readonly Fired[];
  /** A page of the soak goes on when this resolves. */
  gate: (page: number) => Promise<void>;
  close: () => Promise<void>;
}

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const PAGE_HOSTS = /^((blocked\.)?shop|other|sw)\.test$/;
const TYPES: Readonly<Record<string, string>> = { image: 'image/gif', script: 'text/javascript', iframe: 'text/html', frame: 'text/html' };
const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'access-control-allow-methods': '*' };

async function readBody(request: Http2ServerRequest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The next hop of `hops=302.307`: where to, and with which status. */
function redirectOf(url: URL): { status: number; location: string } | null {
  const [status, ...rest] = (url.searchParams.get('hops') ?? '').split('.').filter(Boolean);
  if (status === undefined) return null;
  const next = new URL(url);
  next.searchParams.set('hops', rest.join('.'));
  next.searchParams.set('hop', String(Number(url.searchParams.get('hop') ?? '0') + 1));
  return { status: Number(status), location: next.href };
}

function answerPixel(url: URL, request: Http2ServerRequest, response: Http2ServerResponse): void {
  const { searchParams } = url;
  if (searchParams.has('hold')) return;
  const cors = searchParams.get('cors') === 'none' ? {} : CORS;
  const redirect = redirectOf(url);
  if (redirect) return void response.writeHead(redirect.status, { ...cors, location: redirect.location, 'cache-control': 'no-store' }).end();
  const type = TYPES[request.headers['sec-fetch-dest'] as string] ?? 'text/plain';
  const cacheControl = searchParams.has('cache') ? 'max-age=600' : 'no-store';
  response.writeHead(Number(searchParams.get('status') ?? '200'), { ...cors, 'content-type': type, 'cache-control': cacheControl });
  response.end(type === 'image/gif' ? GIF : '');
}

async function servePage(url: URL, response: Http2ServerResponse): Promise<void> {
  const script = /^\/([a-z-]+\.js)$/.exec(url.pathname)?.[1];
  if (script !== undefined) {
    response.writeHead(200, { ...CORS, 'content-type': 'text/javascript', 'cache-control': 'no-store' });
    response.end(await readFile(new URL(`public/${script}`, import.meta.url)));
    return;
  }
  const page = pageOf(url);
  response.writeHead(page === null ? 404 : 200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...page?.headers });
  response.end(page?.html ?? '');
}

export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const fired: Fired[] = [];
  const arrivals = new EventEmitter();
  const sockets = new Set<Socket>();

  async function handle(request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> {
    const url = new URL(request.url, `https://${request.authority ?? request.headers.host}`);
    if (request.method === 'OPTIONS') return void response.writeHead(204, url.searchParams.get('cors') === 'none' ? {} : CORS).end();
    const body = await readBody(request);
    if (url.pathname === '/fired') fired.push(JSON.parse(body.toString()) as Fired);
    if (url.pathname === '/gate') await receiver.gate(Number(url.searchParams.get('page')));
    if (url.pathname === '/arrived') await untilArrived(url.searchParams.get('token') ?? '');
    if (PAGE_HOSTS.test(url.hostname)) return servePage(url, response);
    const token = url.searchParams.get('eid');
    const contentType = request.headers['content-type'] ?? null;
    if (token !== null) received.push({ token, method: request.method, url: url.href, contentType, body, hop: Number(url.searchParams.get('hop') ?? '0') });
    arrivals.emit(token ?? '');
    return answerPixel(url, request, response);
  }

  async function untilArrived(token: string): Promise<void> {
    if (!received.some((request) => request.token === token)) await once(arrivals, token);
  }

  const server = createSecureServer({ ...(await makeCertificate()), allowHTTP1: true }, (request, response) => {
    // A page that was left closes its stream in the middle; what arrived whole is in the list.
    handle(request, response).catch(() => response.stream?.close());
  });
  server.on('secureConnection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    port: (server.address() as AddressInfo).port,
    received,
    fired,
    gate: () => Promise.resolve(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return receiver;
}
