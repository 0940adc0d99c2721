import { Hono } from 'hono';
import { answerAsPlatform } from './platform-answers.ts';

/** One request that a platform would have received. */
export interface SinkEntry {
  /** Unix ms. */
  at: number;
  /** The platform's host, or the loopback address where the relay forwarded it. */
  host: string;
  method: string;
  path: string;
  query: string;
  contentType: string | null;
  body: string;
}

/** Stands in for every platform on loopback: answers as they do, and keeps what it got (`GET https://sink.test/log`). */
export function createSink(now: () => number = Date.now): Hono {
  const log: SinkEntry[] = [];
  const sink = new Hono();
  sink.all('*', async (context) => {
    const url = new URL(context.req.url);
    if (url.pathname === '/log' && context.req.method === 'GET') return context.json(log);
    const body = await context.req.text();
    const contentType = context.req.header('content-type') ?? null;
    log.push({ at: now(), host: url.hostname, method: context.req.method, path: url.pathname, query: url.search, contentType, body });
    const answer = answerAsPlatform({
      method: context.req.method,
      path: url.pathname,
      query: url.searchParams,
      header: (name) => context.req.header(name),
      body,
    });
    return new Response(answer.status === 204 ? null : answer.body, {
      status: answer.status,
      headers: { 'Content-Type': answer.contentType, 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' },
    });
  });
  return sink;
}
