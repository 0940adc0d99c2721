import { describe, expect, it } from 'vitest';
import { findHarEntries, readHarBody, type HarEntry, type SoughtCapture } from '../../../lib/extension/har-backfill.ts';
import { fillBody, listOpenBodies } from '../../../lib/extension/open-bodies.ts';
import type { Capture, CaptureBody } from '../../../lib/model/capture.ts';
import type { LogEntry } from '../../../lib/model/log.ts';

const URL_A = 'https://a.test/pixel';
const har = (at: number, change: Partial<HarEntry['request']> = {}): HarEntry => ({ startedDateTime: new Date(at).toISOString(), request: { method: 'POST', url: URL_A, postData: { text: `at ${at}` }, ...change } });
const sought = (captureId: string, startedAt: number, isOpen = true): SoughtCapture => ({ captureId, method: 'POST', url: URL_A, startedAt, isOpen });
const inflate = (bytes: Uint8Array) => Promise.resolve(bytes);

describe('the entry of a capture', () => {
  it.each<[string, SoughtCapture[], HarEntry[], [string, string][]]>([
    ['same method, address and time', [sought('c', 1_000)], [har(1_040)], [['c', 'at 1040']]],
    ['a fragment says nothing', [sought('c', 1_000)], [har(1_000, { url: `${URL_A}#x` })], [['c', 'at 1000']]],
    ['another method', [sought('c', 1_000)], [har(1_000, { method: 'PUT' })], []],
    ['another time', [sought('c', 1_000)], [har(1_251)], []],
    ['equal requests in their order', [sought('a', 1_000), sought('b', 1_050)], [har(1_060), har(1_010)], [['a', 'at 1010'], ['b', 'at 1060']]],
    ['only what is open is filled', [sought('a', 1_000, false), sought('b', 1_050)], [har(1_010), har(1_060)], [['b', 'at 1060']]],
    ['two entries for one capture: not unique', [sought('a', 1_000)], [har(1_000), har(1_020)], []],
    ['one entry for two captures: not unique', [sought('a', 1_000), sought('b', 1_010)], [har(1_000)], []],
  ])('%s', (_name, captures, entries, found) => {
    expect(findHarEntries(captures, entries).map(([{ captureId }, { request }]) => [captureId, request.postData?.text])).toEqual(found);
  });
});

describe('the body that DevTools tells', () => {
  const body = (postData: HarEntry['request']['postData']) => readHarBody(har(0, { postData }), inflate);
  it.each<[string, HarEntry['request']['postData'], CaptureBody | null]>([
    ['text', { text: '{"a":"ü€"}' }, { kind: 'text', text: '{"a":"ü€"}' }],
    ['text of small letters', { text: 'name=é' }, { kind: 'text', text: 'name=é' }],
    ['one character for each byte', { text: '\xff\x00\x80' }, { kind: 'bytes', base64: '/wCA' }],
    ['a form without text', { params: [{ name: 'a%20b', value: '%C3%BC+x' }] }, { kind: 'form', fields: [['a b', 'ü x']] }],
    ['nothing', {}, null],
    ['no body at all', undefined, null],
  ])('%s', async (_name, postData, expected) => expect(await body(postData)).toEqual(expected));
});

describe('captures that wait for a body', () => {
  const capture = (id: string, change: Partial<Capture> = {}): LogEntry => ({
    kind: 'capture', at: 1,
    capture: { id, seenBy: ['web-request'], tabId: 7, documentId: 'D', frame: 'top', pageUrl: null, initiator: null, startedAt: 1_000, method: 'POST', url: URL_A, contentType: null, body: { kind: 'pending', reason: 'a Blob' }, delivery: { state: 'delivered', status: 200 }, ...change },
  });
  function log(...entries: LogEntry[]) {
    return { entries, edge: { tail: () => Promise.resolve(entries.map((entry, index) => ({ seq: index + 1, entry }))), append: (added: readonly LogEntry[]) => Promise.resolve(void entries.push(...added)), now: () => 10_000 } };
  }

  it('are those of the tab, with equal ones that hold their place; the hook comes first', async () => {
    const { edge } = log(capture('open'), capture('read', { body: { kind: 'text', text: 'x' } }), capture('elsewhere', { tabId: 8 }), capture('other', { url: 'https://b.test/', body: { kind: 'none' } }), capture('fresh', { startedAt: 9_000 }));
    expect((await listOpenBodies(edge, 7)).map(({ captureId, isOpen }) => [captureId, isOpen])).toEqual([['open', true], ['read', false]]);
  });

  it('are completed once, and what was read is left alone', async () => {
    const { entries, edge } = log(capture('open'));
    await fillBody(edge, 'open', { kind: 'text', text: 'first' });
    await fillBody(edge, 'open', { kind: 'text', text: 'second' });
    await fillBody(edge, 'unknown', { kind: 'text', text: 'x' });
    expect(entries.slice(1)).toEqual([{ kind: 'body', at: 10_000, captureId: 'open', body: { kind: 'text', text: 'first' }, seenBy: 'devtools-har' }]);
  });
});
