import { describe, expect, it } from 'vitest';
import { attributeOrigin, callsFor } from '../../../lib/dedup/origin.ts';
import type { BrowserEvent, SdkCall } from '../../../lib/model/event.ts';
import { browserEvent, NOON } from './builders.ts';

function call(change: Partial<SdkCall> = {}): SdkCall {
  return { platform: 'meta', method: 'track', arguments: ['track', 'Purchase'], eventId: 'e1', eventName: 'Purchase', pixelIds: [], stack: null, documentId: 'D1', at: NOON - 10, ...change };
}

const push = (pushed: object, eventName: string | null = null) => call({ platform: null, method: 'dataLayer.push', arguments: [pushed], eventId: null, eventName });
const event = (change: Partial<BrowserEvent> = {}) => browserEvent({ platform: 'meta', pixelId: '123', eventName: 'Purchase', eventId: 'e1', orderId: null, documentId: 'D1', at: NOON, eventIdOrigin: 'unknown', ...change });

describe('who made the event ID', () => {
  it.each<[string, Partial<BrowserEvent>, SdkCall[], BrowserEvent['eventIdOrigin']]>([
    ['the page, where its call names the ID', {}, [call()], 'page'],
    ['the SDK, where the call names none', {}, [call({ eventId: null })], 'sdk'],
    ['not the SDK, where that SDK makes none: it came another way', { platform: 'ga4', eventName: 'purchase' }, [call({ platform: 'ga4', eventName: 'purchase', eventId: null })], 'unknown'],
    ['not decidable between a call with another ID and one without', {}, [call({ eventId: 'e2' }), call({ eventId: null })], 'unknown'],
    ['not decidable without a call', {}, [], 'unknown'],
    ['not by a call of another document', {}, [call({ documentId: 'D2' })], 'unknown'],
    ['not by a call long before', {}, [call({ at: NOON - 5_001 })], 'unknown'],
    ['not by a call of another event', {}, [call({ eventName: 'Lead' })], 'unknown'],
    ['not by a call for another pixel', {}, [call({ pixelIds: ['999'] })], 'unknown'],
    ['by a call for this pixel', {}, [call({ pixelIds: ['123'] })], 'page'],
    ['by a call under the name that the SDK renames', { platform: 'tiktok', eventName: 'Purchase' }, [call({ platform: 'tiktok', eventName: 'CompletePayment' })], 'page'],
    ['never by a push: what comes of it is the tag manager’s', {}, [push({ eventId: 'e1' }, 'purchase')], 'unknown'],
  ])('%s', (_name, change, calls, origin) => {
    expect(attributeOrigin(event(change), calls).eventIdOrigin).toBe(origin);
  });
});

describe('the page’s calls for an event', () => {
  it.each<[string, object, string | null, boolean]>([
    ['a push that holds its ID, however deep', { event: 'thanks', data: { ids: [{ eventId: 'e1' }] } }, 'thanks', true],
    ['a push that holds its order', { ecommerce: { transaction_id: 1013 } }, null, true],
    ['a push of its name in other letters', { event: 'purchase' }, 'purchase', true],
    ['a push of another event', { event: 'add_to_cart' }, 'add_to_cart', false],
    ['a push of nothing that it carries', { visitor: 'e10' }, null, false],
  ])('%s: %s', (_name, pushed, eventName, isOwn) => {
    expect(callsFor(event({ orderId: '1013' }), [push(pushed, eventName)])).toHaveLength(isOwn ? 1 : 0);
  });

  it('stand in the order dataLayer → call, as they were made', () => {
    const pushed = { ...push({ event: 'purchase' }, 'purchase'), at: NOON - 20 };
    expect(callsFor(event(), [pushed, call()]).map(({ method }) => method)).toEqual(['dataLayer.push', 'track']);
  });

  it('of OpenAI’s own names answer to the names of Analytics that pages push', () => {
    expect(callsFor(event({ platform: 'openai', eventName: 'order_created', eventId: null }), [push({ event: 'purchase' }, 'purchase')])).toHaveLength(1);
  });
});
