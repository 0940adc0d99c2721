import { describe, expect, test } from 'vitest';
import { browserEvent, causesOf, judgeCase, judgeOne, NOON, serverEvent } from './builders.ts';

describe('a transaction ID that names no order', () => {
  test.each([
    ['undefined', 'id-template'],
    ['{{DLV - id}}', 'id-template'],
    [String(NOON), 'id-timestamp'],
    [String(NOON / 1_000), 'id-timestamp'],
    [`${NOON}_17952697920001`, 'id-sdk-generated'],
    ['5f0c2a9e-7b1d-4c38-9a55-0e6b7a1f9d21', 'id-differs'],
  ])('does not make the sale of the server another one: %s, %s', (orderId, cause) => {
    const row = judgeOne({ platform: 'ga4', browser: [browserEvent({ eventName: 'purchase', eventId: null, orderId })], server: [serverEvent({ eventName: 'purchase', eventId: null, orderId: '1013' })] });
    expect(row.verdict).toMatchObject({ outcome: 'double-counts', counted: 2 });
    expect(row.joinedBy).toBe('similarity');
    expect(causesOf(row)).toContain(cause);
  });

  test.each([
    ['1000001013', '1000001014'],
    ['5551234567890', '1013'],
    ['5f0c2a9e-7b1d-4c38-9a55-0e6b7a1f9d21', '6a1d3bff-7b1d-4c38-9a55-0e6b7a1f9d21'],
  ])('is neither a number that is no time of the event nor one of two UUIDs: %s and %s', (orderId, other) => {
    const rows = judgeCase({ platform: 'ga4', browser: [browserEvent({ eventName: 'purchase', eventId: null, orderId })], server: [serverEvent({ eventName: 'purchase', eventId: null, orderId: other })] });
    expect(rows.map(({ verdict }) => verdict.outcome).sort()).toEqual(['browser-only', 'server-only']);
  });
});

describe('one event ID with two order IDs', () => {
  test.each([
    ['#1013', '1013'],
    ['undefined', '1013'],
    [String(NOON), '1013'],
  ])('is one order where they are two spellings or one names none: %s, %s', (placed, reported) => {
    expect(judgeOne({ browser: [browserEvent({ orderId: placed })], server: [serverEvent({ orderId: reported })] }).verdict.outcome).toBe('deduplicates');
  });

  test('is one order in two spellings also where one side repeats its event', () => {
    const again = { at: NOON + 5_000, documentId: 'D2' };
    expect(judgeOne({ platform: 'tiktok', browser: [browserEvent({ orderId: '#1013' }), browserEvent({ orderId: '#1013', ...again })], server: [serverEvent({ orderId: '1013' })] }).verdict.outcome).toBe('deduplicates');
  });

  test('is two orders where one side sends both spellings', () => {
    const rows = judgeCase({ platform: 'tiktok', browser: [browserEvent({ orderId: '1013' }), browserEvent({ orderId: '1013-2', at: NOON + 600_000, documentId: 'D2' })] });
    expect(rows.map(({ verdict }) => verdict.outcome).sort()).toEqual(['browser-only', 'swallowed']);
  });

  test('is two orders where they differ, at two times', () => {
    const rows = judgeCase({ browser: [browserEvent({ orderId: '1013' })], server: [serverEvent({ orderId: '1014', receivedAt: NOON + 600_000, eventTime: NOON + 600_000 })] });
    expect(rows.map(({ verdict }) => verdict.outcome).sort()).toEqual(['browser-only', 'swallowed']);
  });
});
