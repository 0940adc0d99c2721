import { describe, expect, it } from 'vitest';
import { readDropped, readPageMessage } from '../../../lib/extension/page-message.ts';
import { RECORD_LIMIT } from '../../../lib/extension/page-envelope.ts';

const ATTEMPT = { record: 'attempt', api: 'fetch', method: 'post', url: 'https://a.test/', contentType: null, body: { kind: 'text', text: 'x' }, refused: null, stack: null, at: 1 };
const VIOLATION = { record: 'violation', directive: 'img-src', blockedUrl: 'https://a.test/', disposition: 'enforce', at: 1 };
const read = (record: unknown, source = 'hook') => readPageMessage({ pageRecord: JSON.stringify(record), source });

describe('what a page may say', () => {
  it('is read as it stands, its method in capitals', () => expect(read(ATTEMPT)).toEqual({ ...ATTEMPT, method: 'POST' }));

  it.each<[string, unknown]>([
    ['a URL that is none', { ...ATTEMPT, url: 'x' }],
    ['a method that is none', { ...ATTEMPT, method: 'GET /\r\n' }],
    ['a body of another kind', { ...ATTEMPT, body: { kind: 'sent' } }],
    ['base64 that is none', { ...ATTEMPT, body: { kind: 'bytes', base64: '?' } }],
    ['a time that is none', { ...ATTEMPT, at: 'now' }],
    ['an API that the hook does not know', { record: 'call', api: 'alert', method: 'x', arguments: [], stack: null, at: 1 }],
    ['a stack without end', { ...ATTEMPT, stack: 'x'.repeat(20_001) }],
    ['no record at all', null],
    ['a violation: only the browser tells of those', VIOLATION],
  ])('is dropped where it has %s', (_name, record) => expect(read(record)).toBeNull());

  it('JSON that is cut is dropped', () => expect(readPageMessage({ pageRecord: '{"record":', source: 'hook' })).toBeNull());
  it('the browser’s own events are violations, and nothing else', () => {
    expect(read(VIOLATION, 'browser')).toEqual(VIOLATION);
    expect(read(ATTEMPT, 'browser')).toBeNull();
  });
  it('a message of another kind, or one that is too long, is none of a bridge', () => {
    expect([readPageMessage({ request: 'log.clear', params: {} }), readPageMessage('x'), readPageMessage({ pageRecord: 'x'.repeat(RECORD_LIMIT + 1), source: 'hook' })]).toEqual([undefined, undefined, undefined]);
  });
  it('a number of dropped records counts from one', () => {
    expect([readDropped({ pageRecordsDropped: 3 }), readDropped({ pageRecordsDropped: 0 }), readDropped(null)]).toEqual([3, null, null]);
  });
});
