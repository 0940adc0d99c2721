import { expect, test } from 'vitest';
import { filterConversions } from '../../components/panel/filter-conversions.ts';
import { NO_FILTERS } from '../../components/panel/panel-store.ts';
import type { Filters } from '../../components/panel/panel-store.ts';
import { conversion, doubleCount, fire, projection, serverEvent, visit } from './builders.ts';

const purchase = doubleCount({ id: 'meta' });
const tiktok = conversion({ id: 'tiktok', platform: 'tiktok', browser: [fire({ eventId: 'T-9' })] });
const pageView = conversion({ id: 'view', eventName: 'PageView', browser: [fire({ role: 'measurement' })], server: [] });
const elsewhere = conversion({ id: 'other' });
const unknownTab = conversion({ id: 'unknown', browser: [] });
const all = projection([
  visit([purchase, tiktok, pageView]),
  visit([elsewhere], { id: 'v2', tabId: 8 }),
  visit([unknownTab], { id: 'v3', tabId: -1, pageUrl: null }),
]);

const idsWith = (filters: Partial<Filters>, tabId: number | null = 7) =>
  filterConversions(all, { ...NO_FILTERS, ...filters }, { tabId, since: null }).visits.flatMap(({ conversions }) => conversions.map(({ id }) => id));

test('shows the inspected tab and events of unknown tab', () => {
  expect(idsWith({})).toEqual(['meta', 'tiktok', 'view', 'unknown']);
  expect(filterConversions(all, NO_FILTERS, { tabId: 7, since: null }).elsewhere).toBe(1);
});

test('all tabs on request, and always where there is no inspected tab', () => {
  expect(idsWith({ allTabs: true })).toContain('other');
  expect(idsWith({}, null)).toContain('other');
});

test('"conversions only" hides page views without server event', () => {
  expect(idsWith({ conversionsOnly: true })).toEqual(['meta', 'tiktok', 'unknown']);
});

test('"conversions only" keeps a row that could not be read: it may be a sale', () => {
  const unreadable = conversion({ browser: [fire({ role: 'measurement', issues: [{ code: 'body-unreadable', message: 'x' }] })], server: [] });
  const { shown } = filterConversions(projection([visit([unreadable])]), { ...NO_FILTERS, conversionsOnly: true }, { tabId: 7, since: null });
  expect(shown).toBe(1);
});

test('several verdicts can be picked at once', () => {
  expect(idsWith({ outcomes: ['double-counts'] })).toEqual(['meta']);
  expect(idsWith({ outcomes: ['double-counts', 'deduplicates'] })).toEqual(['meta', 'tiktok', 'view', 'unknown']);
});

test('chip counts ignore the verdict filter itself and heed the others', () => {
  const { byOutcome, ofAllOutcomes, shown } = filterConversions(all, { ...NO_FILTERS, outcomes: ['double-counts'], conversionsOnly: true }, { tabId: 7, since: null });
  expect([...byOutcome]).toEqual([
    ['double-counts', 1],
    ['deduplicates', 2],
  ]);
  expect([ofAllOutcomes, shown]).toEqual([3, 1]);
});

test('visits that lose every conversion lose their head', () => {
  expect(filterConversions(all, { ...NO_FILTERS, platforms: ['tiktok'] }, { tabId: 7, since: null }).visits.map(({ id }) => id)).toEqual(['v1']);
});

test.each([
  ['platform by name', 'TIKTOK', ['tiktok']],
  ['browser ID', 't-9', ['tiktok']],
  ['server ID', '1013-b7c1', ['meta']],
  ['verdict word', 'double counts', ['meta']],
  ['cause', 'prefix', ['meta']],
  ['page', 'thank-you', ['meta', 'tiktok', 'view']],
  ['sender', 'shop backend', ['meta', 'tiktok', 'unknown']],
  ['money as shown', '129.50', ['meta', 'tiktok', 'view', 'unknown']],
  ['several words, each of which must occur', 'meta prefix', ['meta']],
  ['what is nowhere', 'zzz', []],
])('search finds %s', (_field, search, ids) => {
  expect(idsWith({ search })).toEqual(ids);
});

test("search finds the platform's answer", () => {
  const rejected = conversion({ server: [serverEvent({ deliveries: [{ attempt: 1, status: 400, accepted: false, message: 'Invalid pixel', evidence: 'observed' }] })] });
  expect(filterConversions(projection([visit([rejected])]), { ...NO_FILTERS, search: 'invalid pixel' }, { tabId: 7, since: null }).shown).toBe(1);
});

test('a visit that stays the same is sifted anew when the filters or the scope change', () => {
  const kept = projection([visit([purchase, pageView])]);
  const idsAt = (filters: Filters, since: number | null) => filterConversions(kept, filters, { tabId: 7, since }).visits.flatMap(({ conversions }) => conversions.map(({ id }) => id));
  const salesOnly = { ...NO_FILTERS, conversionsOnly: true };
  expect(idsAt(salesOnly, null)).toEqual(['meta']);
  expect(idsAt(NO_FILTERS, null)).toEqual(['meta', 'view']);
  expect(idsAt(NO_FILTERS, Number.MAX_SAFE_INTEGER)).toEqual([]);
  expect(idsAt(salesOnly, null)).toEqual(['meta']);
});

test('what did not change between two states of a session is the same object in both', () => {
  const [older, newer] = [visit([purchase, pageView]), visit([tiktok], { id: 'v2' })];
  const salesOnly = { ...NO_FILTERS, conversionsOnly: true };
  const [before] = filterConversions(projection([older]), salesOnly, { tabId: 7, since: null }).visits;
  const [, after] = filterConversions(projection([newer, older]), salesOnly, { tabId: 7, since: null }).visits;
  expect(before?.conversions.map(({ id }) => id)).toEqual(['meta']);
  expect(after).toBe(before);
});
