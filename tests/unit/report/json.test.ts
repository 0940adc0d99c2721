import { expect, test } from 'vitest';
import { toCheckJson } from '../../../lib/report/json.ts';
import { projectSession, scenarioText } from '../../helpers/scenario.ts';

const checkJson = async (name: string) => toCheckJson(await projectSession(scenarioText(name)));

test('the document has exactly the fields of session-format.md', async () => {
  expect(await checkJson('meta-id-prefix')).toEqual({
    conversions: [
      {
        platform: 'meta',
        pixelId: '1234567890123456',
        eventName: 'Purchase',
        outcome: 'double-counts',
        basis: 'documented',
        counted: 2,
        expected: 1,
        value: 129.5,
        currency: 'EUR',
        causes: ['id-prefix'],
        joinedBy: 'order-id',
        browser: [{ eventId: 'order-5f0c2a9e-7b1d-4c38-9a55-0e6b7a1f9d21', at: '2026-11-21T14:03:12.000Z', mirrors: 0 }],
        server: [{ eventId: '5f0c2a9e-7b1d-4c38-9a55-0e6b7a1f9d21', at: '2026-11-21T14:03:13.200Z', sender: 'shop backend' }],
        keys: [
          { key: 'pixelId', browser: '1234567890123456', server: '1234567890123456', result: 'equal' },
          { key: 'eventName', browser: 'Purchase', server: 'Purchase', result: 'equal' },
          { key: 'eventId', browser: 'order-5f0c2a9e-7b1d-4c38-9a55-0e6b7a1f9d21', server: '5f0c2a9e-7b1d-4c38-9a55-0e6b7a1f9d21', result: 'different' },
          { key: 'window', browser: '2026-11-21T14:03:12.000Z', server: '2026-11-21T14:03:13.200Z', result: 'equal' },
        ],
        survivor: null,
        rule: { url: 'https://developers.facebook.com/documentation/ads-commerce/conversions-api/deduplicate-pixel-and-server-events', checkedOn: '2026-11-21' },
      },
    ],
    summary: {
      counted: 2,
      expected: 1,
      byOutcome: { 'double-counts': 1 },
      byPlatform: { meta: { counted: 2, expected: 1, conversions: 1 } },
      money: { EUR: { counted: 259, expected: 129.5 } },
    },
  });
});

test.each([
  ['ga4-both-equal', '1013', 'the transaction ID of a GA4 purchase'],
  ['ga4-id-missing-browser', null, 'none for a GA4 purchase without a transaction ID'],
  ['google-ads-both-equal', '1013', "Google Ads' order ID"],
  ['openai-both-equal', 'order_1013', "OpenAI's event ID"],
])('%s: eventId is %s, %s', async (scenario, eventId, _why) => {
  expect((await checkJson(scenario)).conversions[0]?.browser[0]?.eventId).toBe(eventId);
});

test('a GA4 event without a rule shows the event ID it carries', async () => {
  const text = scenarioText('ga4-other-event').replace('&_et=', '&ep.event_id=sgtm-7&_et=');
  expect(toCheckJson(await projectSession(text)).conversions[0]?.browser[0]?.eventId).toBe('sgtm-7');
});

test('mirrors are counted beside their primary, not as events', async () => {
  expect((await checkJson('google-ads-fan-out')).conversions[0]?.browser).toEqual([{ eventId: '1013', at: '2026-11-21T14:03:12.000Z', mirrors: 3 }]);
});

test('an event whose format is not verified carries the sentence, another has no such field', async () => {
  const { conversions } = await checkJson('floodlight-both-equal');
  expect(conversions[0]?.server[0]).toMatchObject({ unverified: expect.stringMatching(/^Campaign Manager 360 uploads /) });
  expect(conversions[0]?.browser[0]).not.toHaveProperty('unverified');
});
