import { screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Evidence } from '../../components/detail/requests.tsx';
import { filterConversions } from '../../components/panel/filter-conversions.ts';
import { NO_FILTERS, showProjection } from '../../components/panel/panel-store.ts';
import { Search, SearchRun } from '../../components/panel/search.ts';
import { rowTexts, wireTexts, wordsOf } from '../../components/panel/search-texts.ts';
import { findingsOf } from '../../components/panel/use-search.ts';
import type { Visit } from '../../lib/model/projection.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { capture, conversion, doubleCount, fire, projection, serverEvent, visit } from './builders.ts';
import { renderPanel } from './render-panel.tsx';

const purchase = doubleCount({ id: 'meta' });
const tiktok = conversion({ id: 'tiktok', platform: 'tiktok', browser: [fire({ eventId: 'T-9', captureId: 'c2' }, [fire({ captureId: 'c3' }).event])] });
const pageView = conversion({ id: 'view', eventName: 'PageView', browser: [fire({ role: 'measurement', captureId: 'c4' })], server: [] });
const rejected = conversion({
  id: 'rejected',
  browser: [],
  server: [serverEvent({ userKeys: { external_id: ['Customer-7'] }, deliveries: [{ attempt: 1, status: 400, accepted: false, message: 'Invalid pixel', evidence: 'observed' }] })],
});
const visits = [visit([purchase, tiktok]), visit([pageView], { id: 'v2' }), visit([rejected], { id: 'v3' })];

const params: Record<string, [string, string][]> = { c2: [['context.ad.callback', 'Click 77']], c3: [['mirror_only', 'yes']], c4: [['dl', 'https://shop.test/büro']] };
const evidence: Evidence = {
  captureOf: (id) => capture({ id, url: `https://pixel.test/${id}?x=%5Braw%5D` }),
  paramsOf: (id) => (params[id] ?? []).map(([key, value]) => ({ key, label: key, value, group: 'Other' })),
};

const everything = (): true => true;

function find(text: string, within: readonly Visit[] = visits): string[] {
  const run = new SearchRun(new Search(wordsOf(text), evidence), within, everything);
  run.goOn(Infinity);
  return filterConversions(projection(within), NO_FILTERS, { tabId: null, since: null }, findingsOf(run)).visits.flatMap(({ conversions }) => conversions.map(({ id }) => id));
}

test.each([
  ['platform by name', 'TIKTOK', ['tiktok']],
  ['browser ID', 't-9', ['tiktok']],
  ['server ID', '1013-b7c1', ['meta']],
  ['verdict word', 'double counts', ['meta']],
  ['cause', 'prefix', ['meta']],
  ['page', 'thank-you', ['meta', 'tiktok', 'view']],
  ['sender', 'shop backend', ['meta', 'tiktok', 'rejected']],
  ['money as shown', '129.50', ['meta', 'tiktok', 'view', 'rejected']],
  ['several words, each of which must occur', 'meta prefix', ['meta']],
  ["the platform's answer", 'invalid pixel', ['rejected']],
  ["a server event's user key by name and value", 'external_id customer-7', ['rejected']],
  ["a parameter's name", 'ad.callback', ['tiktok']],
  ["a parameter's value", 'click 77', ['tiktok']],
  ["a mirror's parameter", 'mirror_only', ['tiktok']],
  ['what stands encoded on the wire, as it is shown', 'BÜRO', ['view']],
  ['the URL as it was sent', '%5braw%5d c4', ['view']],
  ['one word in the row and one on the wire', 'tiktok callback', ['tiktok']],
  ['what is nowhere', 'zzz', []],
])('search finds %s', (_field, search, ids) => {
  expect(find(search)).toEqual(ids);
});

/** The law: each word is in some text of the conversion. */
function isFound(words: readonly string[], each: JudgedConversion): boolean {
  const texts = [...rowTexts(each), ...wireTexts(each, evidence)].map((text) => text?.toLowerCase() ?? '');
  return words.every((word) => texts.some((text) => text.includes(word)));
}

const typed = fc.array(fc.constantFrom('m', 'me', 'meta', 't', '7', 'callback', 'meta 7', '1013', 'zz', 'prefix order', 'y'), { minLength: 1, maxLength: 5 });

test('in whatever pieces it is done, whatever was typed before and whatever comes meanwhile, a search ends with all that one whole look finds', () => {
  fc.assert(
    fc.property(typed, fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 5, maxLength: 5 }), fc.nat(3), (texts, pieces, late) => {
      let search: Search | null = null;
      for (const [index, text] of texts.entries()) {
        search = new Search(wordsOf(text), evidence, search);
        new SearchRun(search, visits.slice(late), everything).goOn(pieces[index] ?? 0);
      }
      const run = new SearchRun(search as Search, visits, everything);
      while (!run.goOn(2)) expect(run.progress).toBeLessThan(1);
      const words = wordsOf(texts.at(-1) ?? '');
      for (const each of visits) {
        expect(each.conversions.filter((one) => run.search.has(one))).toEqual(each.conversions.filter((one) => isFound(words, one)));
        expect(run.search.hasIn(each)).toBe(each.conversions.some((one) => isFound(words, one)));
      }
    }),
  );
});

test('each found conversion is shown as soon as it is found, and what is not looked into is not', () => {
  const run = new SearchRun(new Search(['callback'], evidence), visits, everything);
  run.goOn(4);
  expect([run.progress < 1, run.search.has(tiktok)]).toEqual([true, false]);
  run.goOn(3);
  expect([run.progress < 1, run.search.has(tiktok)]).toEqual([true, true]);
});

const many = Array.from({ length: 2_000 }, (_, index) => conversion({ id: `k${index}`, browser: [fire({ captureId: index === 1_900 ? 'c2' : 'c9' })] }));

test('a long search says how far it is, and ends with what is deep in the list', async () => {
  renderPanel(projection([visit(many)]), {}, evidence);
  const user = userEvent.setup();
  await user.click(screen.getByRole('searchbox'));
  await user.paste('callback');
  expect(screen.getByText('Searching', { selector: 'h2' })).toBeTruthy();
  expect(screen.getByText(/^\d+ % searched$/)).toBeTruthy();
  expect(screen.getByText('Searching', { selector: '[role=status]' })).toBeTruthy();
  await expect.poll(() => screen.queryByText(/ % searched$/), { timeout: 10_000 }).toBeNull();
  expect(screen.getByText('1 of 2000 conversions shown')).toBeTruthy();
  expect(screen.getByRole('row', { name: /Meta Purchase/ }).id).toBe('row-k1900');
});

test('rows that come while something is searched for are searched too, and no row twice', async () => {
  const read = vi.fn(evidence.paramsOf);
  const { store } = renderPanel(projection(visits), {}, { ...evidence, paramsOf: read });
  await userEvent.type(screen.getByRole('searchbox'), 'callback');
  expect(screen.getByText('1 of 4 conversions shown')).toBeTruthy();
  read.mockClear();
  showProjection(store, projection([visit([{ ...tiktok, id: 'new' }], { id: 'v0' }), ...visits]));
  await expect.poll(() => screen.queryByText('2 of 5 conversions shown')).not.toBeNull();
  expect(read.mock.calls).toEqual([['c2']]);
});
