import { describe, expect, test } from 'vitest';
import type { PlatformId } from '../../../lib/model/platform-id.ts';
import { platformById } from '../../../lib/platforms/registry.ts';

function accepted(id: PlatformId, status: number | null, response: unknown, index = 0): boolean | null | undefined {
  return platformById(id)?.readAnswer({ status, response }, index).accepted;
}

describe('Meta', () => {
  test('refuses with 4xx and says why', () => {
    const answer = { status: 400, response: { error: { message: 'Invalid parameter' } } };
    expect(platformById('meta')?.readAnswer(answer, 0)).toEqual({ accepted: false, message: 'Invalid parameter' });
  });
  test('accepts with 200', () => {
    expect(accepted('meta', 200, { events_received: 1 })).toBe(true);
  });
  test('is not known without an answer', () => {
    expect(accepted('meta', null, null)).toBeNull();
  });
});

describe('TikTok', () => {
  test('refuses with HTTP 200 and a code other than 0', () => {
    const answer = { status: 200, response: { code: 40001, message: 'Invalid token' } };
    expect(platformById('tiktok')?.readAnswer(answer, 0)).toEqual({ accepted: false, message: '40001: Invalid token' });
  });
  test('accepts with code 0 only', () => {
    expect(accepted('tiktok', 200, { code: 0, message: 'OK' })).toBe(true);
    expect(accepted('tiktok', 200, null)).toBeNull();
  });
  test('refuses with an HTTP error and no code', () => {
    expect(accepted('tiktok', 502, null)).toBe(false);
  });
});

test('GA4 answers 2xx to everything, so 2xx proves nothing', () => {
  expect(accepted('ga4', 204, null)).toBeNull();
  expect(accepted('ga4', 413, null)).toBe(false);
});

describe('Google Ads', () => {
  test('accepts what a partial failure does not name', () => {
    const error = { message: 'E', location: { fieldPathElements: [{ fieldName: 'conversions', index: 2 }] } };
    const response = { partialFailureError: { message: 'p', details: [{ errors: [error] }] } };
    expect([0, 1, 2].map((index) => accepted('google-ads', 200, response, index))).toEqual([true, true, false]);
  });
  test('reads a partial failure without details by the empty results', () => {
    const response = { partialFailureError: { message: 'p' }, results: [{ orderId: '1' }, {}] };
    expect([0, 1].map((index) => accepted('google-ads', 200, response, index))).toEqual([true, false]);
  });
  test('refuses all with 4xx', () => {
    expect(accepted('google-ads', 401, { error: { message: 'no' } }, 3)).toBe(false);
  });
});

test('Floodlight names the conversions of a batch that failed', () => {
  const response = { hasFailures: true, status: [{}, { errors: [{ code: 'NOT_FOUND', message: 'gclid not found' }] }] };
  expect([0, 1].map((index) => accepted('floodlight', 200, response, index))).toEqual([true, false]);
  expect(accepted('floodlight', 200, { hasFailures: false })).toBe(true);
});

test('Pinterest answers for each event', () => {
  const response = { events: [{ status: 'processed' }, { status: 'failed', error_message: 'event_id missing' }] };
  expect([0, 1].map((index) => accepted('pinterest', 200, response, index))).toEqual([true, false]);
  expect(accepted('pinterest', 422, response)).toBe(false);
});

test('LinkedIn answers for each element of a batch', () => {
  const response = { elements: [{ status: 201 }, { status: 400, error: { message: 'no such conversion' } }] };
  expect([0, 1].map((index) => accepted('linkedin', 200, response, index))).toEqual([true, false]);
  expect(accepted('linkedin', 201, null)).toBe(true);
});

test('OpenAI fails the whole batch for one bad event', () => {
  const response = { error: { message: 'events[1].id is required' } };
  expect([0, 1].map((index) => accepted('openai', 400, response, index))).toEqual([false, false]);
});

test('a long answer is shortened', () => {
  const message = platformById('meta')?.readAnswer({ status: 500, response: { error: 'x'.repeat(5000) } }, 0).message;
  expect(message).toHaveLength(300);
});
