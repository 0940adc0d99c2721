import { describe, expect, it } from 'vitest';
import { answerRequest, type RequestHandlers } from '../../../lib/extension/rpc.ts';
import { RelayError } from '../../../lib/relay/client.ts';

const handlers = {
  'relay.retry': () => Promise.resolve(null),
  'relay.test': () => Promise.reject(new RelayError('wrong-token', 'The token is wrong.')),
  'log.clear': () => Promise.reject(new Error('no disk')),
} as unknown as RequestHandlers;

describe('requests of extension pages', () => {
  it('are answered with their result', async () => {
    expect(await answerRequest(handlers, { request: 'relay.retry', params: {} })).toEqual({ ok: true, result: null });
  });

  it('an error arrives with its code', async () => {
    expect(await answerRequest(handlers, { request: 'relay.test', params: {} })).toEqual({ ok: false, error: { code: 'wrong-token', message: 'The token is wrong.' } });
    expect(await answerRequest(handlers, { request: 'log.clear', params: {} })).toEqual({ ok: false, error: { code: 'failed', message: 'no disk' } });
  });

  it('other messages are left to others', () => {
    for (const message of [null, 'text', { broadcast: 'log.cleared' }, { request: 'toString', params: {} }, { request: 'unknown', params: {} }]) {
      expect(answerRequest(handlers, message)).toBeUndefined();
    }
  });
});
