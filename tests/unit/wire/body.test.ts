import { describe, expect, test } from 'vitest';
import { readBody } from '../../../lib/wire/body.ts';
import { inflateGzip, isGzip } from '../../../lib/wire/gzip.ts';
import { readRequest } from '../../../lib/wire/read-request.ts';

describe('a body', () => {
  test('of text is JSON whatever its content type says', () => {
    expect(readBody({ kind: 'text', text: '\uFEFF {"a":1}' }, 'text/plain').json()).toEqual({ a: 1 });
  });

  test('that is cut off is no JSON', () => {
    expect(readBody({ kind: 'text', text: '{"a":' }, null).json()).toBeUndefined();
  });

  test('of JSON has no fields, even where it holds an equals sign', () => {
    expect(readBody({ kind: 'text', text: '{"a":"x=1"}' }, null).fields()).toEqual([]);
  });

  test('of bytes is decoded as a whole: a character split over chunks stays one', () => {
    const base64 = Buffer.concat([Buffer.from([0xc3]), Buffer.from([0xa9])]).toString('base64');
    expect(readBody({ kind: 'bytes', base64 }, null).text()).toBe('é');
  });

  test('of gzip bytes is unreadable and says why', () => {
    const body = readBody({ kind: 'bytes', base64: 'H4sIAAAAAAAA' }, null);
    expect(body.unreadable()).toMatchObject({ code: 'body-unreadable' });
    expect(body.text()).toBe('');
  });

  test('whose record is no base64 is unreadable', () => {
    expect(readBody({ kind: 'bytes', base64: '***' }, null).unreadable()).toMatchObject({ code: 'body-unreadable' });
  });

  test('that is empty is readable', () => {
    for (const body of [{ kind: 'none' }, { kind: 'bytes', base64: '' }, { kind: 'text', text: '' }] as const) {
      expect(readBody(body, null).unreadable()).toBeNull();
    }
  });

  test('that is pending differs from one that is lost', () => {
    expect(readBody({ kind: 'pending', reason: 'a Blob' }, null).unreadable()?.code).toBe('body-pending');
    expect(readBody({ kind: 'unreadable', reason: 'a stream' }, null).unreadable()?.code).toBe('body-unreadable');
  });
});

test('gzip bytes are inflated at the edge', async () => {
  const zipped = await new Response(new Blob(['{"a":1}']).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
  const bytes = new Uint8Array(zipped);
  expect(isGzip(bytes)).toBe(true);
  expect(new TextDecoder().decode(await inflateGzip(bytes))).toBe('{"a":1}');
});

test('gzip bytes that are cut off are an error of their own', async () => {
  await expect(inflateGzip(new Uint8Array([0x1f, 0x8b, 8, 0]))).rejects.toThrow();
});

describe('a request', () => {
  const raw = { method: 'post', url: 'HTTPS://WWW.Facebook.com:443/tr/?ev=A%20b', contentType: null, body: { kind: 'none' } } as const;

  test('has its host in lower case, without port, and its method in upper case', () => {
    const request = readRequest(raw, null);
    expect([request?.host, request?.path, request?.method]).toEqual(['www.facebook.com', '/tr/', 'POST']);
    expect(request?.query()).toEqual([['ev', 'A b']]);
  });

  test('with a URL that does not parse is null', () => {
    expect(readRequest({ ...raw, url: '//x' }, null)).toBeNull();
  });
});
