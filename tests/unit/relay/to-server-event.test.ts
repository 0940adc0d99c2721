import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRelayEvent } from '../../../lib/relay/to-server-event.ts';

const wire = {
  id: '019ac3', platform: 'meta', pixel_id: '123', event_name: 'Purchase', event_id: 'order.1', received_at: '2026-11-21T23:00:00.000Z',
  source: { name: 'woocommerce', mode: 'inline' }, test: false, params: { currency: 'eur', value: 149.9, order_id: '1' },
};

describe('an Event object of relay/1', () => {
  it('becomes a server event; what a sparse relay leaves out is absent', () => {
    expect(readRelayEvent(wire)).toEqual({
      ok: true,
      event: {
        side: 'server', id: '019ac3', platform: 'meta', pixelId: '123', action: null, eventName: 'Purchase', customName: false, eventId: 'order.1',
        orderId: '1', value: 149.9, currency: 'EUR', eventTime: null, userKeys: {}, contentIds: [], issues: [], test: null, adjustment: false,
        receivedAt: Date.UTC(2026, 10, 21, 23), sender: 'woocommerce', deliveries: [], comparedUserKeys: {},
      },
    });
  });

  it('keeps what the model needs beyond the draft: test effect, adjustment, action, the answer', () => {
    const delivery = { attempt: 2, at: '2026-11-21T23:00:00.000Z', status: 200, ms: 5, evidence: 'observed', accepted: false, message: 'Duplicate' };
    const read = readRelayEvent({ ...wire, test: true, test_effect: 'not-counted', adjustment: true, action: '987', delivery: [delivery], compare: { fbp: true } });
    expect(read).toMatchObject({
      event: {
        test: 'not-counted', adjustment: true, action: '987', comparedUserKeys: { fbp: true },
        deliveries: [{ attempt: 2, status: 200, accepted: false, message: 'Duplicate', evidence: 'observed' }],
      },
    });
  });

  it('takes a test without a known effect as one that counts: the warning, not the silence', () => {
    expect(readRelayEvent({ ...wire, test: true })).toMatchObject({ event: { test: 'counts' } });
  });

  it('reads a warning with and without a sentence', () => {
    const read = readRelayEvent({ ...wire, warnings: ['raw-pii: The parameter em is plain.', 'clock-skew'] });
    expect(read).toMatchObject({
      event: { issues: [{ code: 'raw-pii', message: 'The parameter em is plain.' }, { code: 'clock-skew', message: 'The relay marked this event: clock-skew.' }] },
    });
  });

  it.each([
    ['received_at', 'yesterday'],
    ['platform', 'myspace'],
    ['params', 'none'],
    ['id', 7],
  ])('is refused by the field that is wrong: %s', (field, value) => {
    const read = readRelayEvent({ ...wire, [field]: value });
    expect(read).toMatchObject({ ok: false, reason: expect.stringContaining(field) });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (input) => typeof readRelayEvent(input).ok === 'boolean'));
  });
});
