import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaptureBody } from '../../../lib/model/capture.ts';
import { decodeCapture, decodeServerPayload } from '../../../lib/platforms/decode.ts';
import { decodeLine } from '../../../lib/platforms/decode-line.ts';
import { listParams } from '../../../lib/platforms/list-params.ts';
import { PLATFORMS } from '../../../lib/platforms/registry.ts';
import { buildCapture } from './build-capture.ts';
import { readFixtures } from './read-fixtures.ts';

const fixtures = readFixtures();
const urls = fixtures.flatMap((fixture) => fixture.request?.url ?? []);
const payloads = fixtures.flatMap((fixture) => fixture.payload ?? []);
const jsonTexts = fixtures.flatMap((fixture) => fixture.request?.body ?? []);

/** Query pieces that break naive decoders: bad escapes, lone surrogates, keys of Object.prototype. */
const nastyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('%', '%zz', '%E9', '%ED%A0%80', '\ud800', '__proto__', 'constructor', '[[[[', 'cd[', '\u0000', '=&=&&'),
);
const nastyJson = fc.oneof(
  fc.json({ depthSize: 'large' }),
  fc.constantFrom('{"__proto__":{"event":"x"}}', '{"constructor":1,"toString":2}', '['.repeat(20_000), `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`),
  fc.tuple(fc.constantFrom(...jsonTexts), fc.nat(400)).map(([text, length]) => text.slice(0, length)),
);
const body: fc.Arbitrary<CaptureBody> = fc.oneof(
  fc.constant({ kind: 'none' } as const),
  nastyJson.map((text) => ({ kind: 'text', text }) as const),
  nastyText.map((text) => ({ kind: 'text', text }) as const),
  fc.uint8Array().map((bytes) => ({ kind: 'bytes', base64: Buffer.from(bytes).toString('base64') }) as const),
  fc.string().map((base64) => ({ kind: 'bytes', base64 }) as const),
  fc.array(fc.tuple(nastyText, nastyText)).map((fields) => ({ kind: 'form', fields }) as const),
  fc.constant({ kind: 'unreadable', reason: 'test' } as const),
);

describe('hostile input', () => {
  test('on any endpoint gives events and issues, never an exception', () => {
    fc.assert(
      fc.property(fc.constantFrom(...urls), nastyText, body, (url, extra, content) => {
        const capture = buildCapture(`${url}${url.includes('?') ? '&' : '?'}${extra}`, { method: 'POST', body: content });
        for (const event of decodeCapture(capture, []).events) expect(typeof event.eventName).toBe('string');
        expect(Array.isArray(listParams(capture, []))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('in server payloads gives events and issues, never an exception', () => {
    const anyBody = fc.oneof(fc.jsonValue(), nastyJson, fc.record({ data: fc.jsonValue(), events: fc.jsonValue(), conversions: fc.jsonValue() }));
    fc.assert(
      fc.property(fc.constantFrom(...payloads), anyBody, fc.constantFrom('json', 'form', 'utf8'), fc.jsonValue(), (payload, content, encoding, response) => {
        const decoded = decodeServerPayload({ ...payload, body: content, bodyEncoding: encoding }, { status: 200, response });
        expect(decoded.platform).not.toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  test('in a platform\'s answer is read without an exception', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLATFORMS), fc.jsonValue(), fc.nat(3), (platform, response, index) => {
        expect([true, false, null]).toContain(platform.readAnswer({ status: null, response }, index).accepted);
      }),
    );
  });

  test('in a JSONL line is one answer per line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ id: fc.string(), url: fc.webUrl(), body: fc.jsonValue() })), (line) => {
        expect(Array.isArray(decodeLine(line).events)).toBe(true);
      }),
    );
  });

  test('does not reach the prototype of objects', () => {
    const capture = buildCapture('https://bzr.openai.com/v1/sdk/events?pid=P', {
      method: 'POST',
      body: { kind: 'text', text: '{"events":[{"__proto__":{"type":"order_created","id":"x"}}]}' },
    });
    expect(decodeCapture(capture, []).events).toMatchObject([{ eventName: '', eventId: null }]);
    expect(({} as Record<string, unknown>)['type']).toBeUndefined();
  });
});
