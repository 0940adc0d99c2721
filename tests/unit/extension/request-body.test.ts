import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readRequestBody } from '../../../lib/extension/request-body.ts';
import type { RequestBody } from '../../../lib/extension/request-details.ts';
import { inflateGzip } from '../../../lib/wire/gzip.ts';

const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
const raw = (...parts: string[]): RequestBody => ({ raw: parts.map((part) => ({ bytes: bytes(part) })) });
const read = (body: RequestBody | null | undefined) => readRequestBody(body, inflateGzip);

describe('what webRequest tells of a body', () => {
  it('no body (image, fetch without one, Firefox beacon without one)', async () => {
    expect(await read(undefined)).toEqual({ kind: 'none' });
    expect(await read(null)).toEqual({ kind: 'none' });
    expect(await read({ raw: [] })).toEqual({ kind: 'none' });
  });

  it('text of fetch, XHR and beacon, whatever its content type', async () => {
    expect(await read(raw('{"event":"Purchase"}'))).toEqual({ kind: 'text', text: '{"event":"Purchase"}' });
    expect(await read(raw('cd[value]=1&x=[]'))).toEqual({ kind: 'text', text: 'cd[value]=1&x=[]' });
  });

  it('parts are joined before they are decoded: a letter may be split between two', async () => {
    const letter = new TextEncoder().encode('ü');
    const parts = [letter.slice(0, 1), letter.slice(1)].map((part) => ({ bytes: part.buffer }));
    expect(await read({ raw: parts })).toEqual({ kind: 'text', text: 'ü' });
  });

  it('a parsed form keeps repeated fields', async () => {
    expect(await read({ formData: { a: ['1', '3'], b: ['2'] } })).toEqual({ kind: 'form', fields: [['a', '1'], ['a', '3'], ['b', '2']] });
  });

  it('a form value may come as bytes', async () => {
    expect(await read({ formData: { a: [bytes('é')] } })).toEqual({ kind: 'form', fields: [['a', 'é']] });
  });

  it('an empty form (Firefox, 10 MB urlencoded) is unreadable, never an empty body', async () => {
    expect(await read({ formData: {} })).toMatchObject({ kind: 'unreadable' });
  });

  it('gzip is unpacked', async () => {
    const packed = Uint8Array.from(gzipSync('{"events":[]}')).buffer;
    expect(await read({ raw: [{ bytes: packed }] })).toEqual({ kind: 'text', text: '{"events":[]}' });
  });

  it('gzip that is cut stays as bytes', async () => {
    const cut = Uint8Array.from(gzipSync('{"events":[]}').subarray(0, 12));
    expect(await read({ raw: [{ bytes: cut.buffer }] })).toEqual({ kind: 'bytes', base64: Buffer.from(cut).toString('base64') });
  });

  it('bytes that are no UTF-8 stay as bytes', async () => {
    expect(await read({ raw: [{ bytes: Uint8Array.of(0xff, 0xfe, 0x00).buffer }] })).toEqual({ kind: 'bytes', base64: '//4A' });
  });

  it('Blob and stream are pending', async () => {
    expect(await read({ error: 'Unknown error.' })).toMatchObject({ kind: 'pending', reason: expect.stringContaining('Blob or stream') as string });
  });
});

describe('multipart bodies', () => {
  const field = '--b1\r\nContent-Disposition: form-data; name="ev"\r\n\r\nPurchase\r\n';
  const file = (content: string) => `--b1\r\nContent-Disposition: form-data; name="f"; filename="blob"\r\nContent-Type: application/octet-stream\r\n\r\n${content}`;

  it('complete: text', async () => {
    expect(await read(raw(field, '--b1--\r\n'))).toMatchObject({ kind: 'text' });
    expect(await read(raw(file('hello'), '\r\n--b1--\r\n'))).toMatchObject({ kind: 'text' });
  });

  it('without its closing boundary: partial', async () => {
    expect(await read(raw(field))).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining('partial') as string });
  });

  it('Chromium leaves a Blob’s content out and keeps its headers: partial', async () => {
    expect(await read(raw(field + file(''), '\r\n--b1--\r\n'))).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining('partial') as string });
  });

  it('a part that is a file of the disk: partial', async () => {
    expect(await read({ raw: [{ bytes: bytes(field) }, { file: '/tmp/a' }] })).toMatchObject({ kind: 'unreadable' });
  });

  it('text that begins with two dashes is no multipart', async () => {
    expect(await read(raw('--not a form\r\nsecond line'))).toMatchObject({ kind: 'text' });
  });
});
