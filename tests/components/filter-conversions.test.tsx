import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFilter, filterConversions } from '../../components/panel/filter-conversions.ts';
import { NO_FILTERS } from '../../components/panel/panel-store.ts';
import type { Filters } from '../../components/panel/panel-store.ts';
import { conversion, doubleCount, fire, projection, visit } from './builders.ts';

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

test('a visit that stays the same is sifted anew when the filters or the scope change', () => {
  const kept = projection([visit([purchase, pageView])]);
  const filter = createFilter();
  const idsAt = (filters: Filters, since: number | null) => filter(kept, filters, { tabId: 7, since }).visits.flatMap(({ conversions }) => conversions.map(({ id }) => id));
  const salesOnly = { ...NO_FILTERS, conversionsOnly: true };
  expect(idsAt(salesOnly, null)).toEqual(['meta']);
  expect(idsAt(NO_FILTERS, null)).toEqual(['meta', 'view']);
  expect(idsAt(NO_FILTERS, Number.MAX_SAFE_INTEGER)).toEqual([]);
  expect(idsAt(salesOnly, null)).toEqual(['meta']);
});

test('what did not change between two states of a session is the same object in both', () => {
  const [older, newer] = [visit([purchase, pageView]), visit([tiktok], { id: 'v2' })];
  const salesOnly = { ...NO_FILTERS, conversionsOnly: true };
  const filter = createFilter();
  const [before] = filter(projection([older]), salesOnly, { tabId: 7, since: null }).visits;
  const [, after] = filter(projection([newer, older]), salesOnly, { tabId: 7, since: null }).visits;
  expect(before?.conversions.map(({ id }) => id)).toEqual(['meta']);
  expect(after).toBe(before);
});

/** Sessions as they grow: visits come, go and change anywhere. */
const steps = fc.array(fc.uniqueArray(fc.constantFrom(...all.visits, visit([tiktok], { id: 'v4' }), visit([pageView, purchase], { id: 'v5' }), visit([pageView], { id: 'v6' }))), { minLength: 1, maxLength: 6 });
const filterSteps = fc.record({ outcomes: fc.constantFrom([], ['deduplicates' as const]), platforms: fc.constantFrom([], ['meta' as const]), conversionsOnly: fc.boolean(), allTabs: fc.boolean(), search: fc.constant('') });

test('a filter that follows a session says the same as one look at each of its states', () => {
  fc.assert(
    fc.property(steps, fc.array(filterSteps, { minLength: 1, maxLength: 3 }), (states, filters) => {
      const follow = createFilter();
      for (const [index, visits] of states.entries()) {
        const used = filters[index % filters.length] ?? NO_FILTERS;
        expect(follow(projection(visits), used, { tabId: 7, since: null })).toEqual(filterConversions(projection(visits), used, { tabId: 7, since: null }));
      }
    }),
  );
});
