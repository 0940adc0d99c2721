import { expect, test } from 'vitest';
import type { Expectation } from '../../../lib/model/expectation.ts';
import { checkPage } from '../../../lib/report/checklist.ts';
import { recordExpectation } from '../../../lib/report/record-expectation.ts';
import { projectSession, scenarioText } from '../../helpers/scenario.ts';

const ONE_PURCHASE: Expectation = { id: 'e1', name: 'Thank-you', page: '/checkout/thank-you', events: [{ platform: 'meta', event: 'purchase', count: 1 }], deduplicated: true };

const visitsOf = async (name: string) => (await projectSession(scenarioText(name))).visits;
const check = async (name: string, change: Partial<Expectation> = {}) => checkPage({ ...ONE_PURCHASE, ...change }, await visitsOf(name));
const statuses = async (name: string) => (await check(name)).checks.map(({ status }) => status);

test('one purchase that deduplicates passes both checks', async () => {
  const { checks, status, pageUrl } = await check('meta-both-equal');
  expect(checks).toEqual([
    { text: 'Exactly 1 purchase on Meta', status: 'passed', detail: null },
    { text: 'All deduplicate', status: 'passed', detail: null },
  ]);
  expect([status, pageUrl]).toEqual(['passed', 'https://shop.test/checkout/thank-you?order=1013']);
});

test('a purchase that counts twice fails, and says what the platform will count', async () => {
  const { checks, status } = await check('meta-id-prefix');
  expect(checks.map(({ detail }) => detail)).toEqual(['Meta will count 2.', '1 of 1 does not: Meta.']);
  expect(status).toBe('failed');
});

test.each([
  ['meta-relay-pending', 'waiting'],
  ['meta-no-relay', 'undecided'],
  ['meta-relay-unreachable', 'undecided'],
])('%s: missing evidence leaves both checks %s, never passed', async (scenario, status) => {
  expect(await statuses(scenario)).toEqual([status, status]);
});

test('a single side counts once but does not deduplicate', async () => {
  expect(await statuses('meta-browser-only')).toEqual(['passed', 'failed']);
});

test('a reload that the platform merges leaves the order counted once', async () => {
  const [count] = (await check('tiktok-page-revisited', { events: [{ platform: 'tiktok', event: 'purchase', count: 1 }] })).checks;
  expect(count).toMatchObject({ status: 'passed' });
});

test('a page that was not visited leaves everything waiting', async () => {
  const { status, pageUrl, checks } = await check('meta-both-equal', { page: '/cart' });
  expect([status, pageUrl]).toEqual(['waiting', null]);
  expect(checks[0]?.detail).toBe('The page was not visited yet.');
});

test('an event that must not be there fails when it is there', async () => {
  expect((await check('meta-both-equal', { events: [{ platform: 'meta', event: 'Purchase', count: 0 }], deduplicated: false })).checks).toEqual([
    { text: 'No Purchase on Meta', status: 'failed', detail: 'Meta will count 1.' },
  ]);
});

test('a platform that sent nothing fails by its name', async () => {
  const { checks } = await check('meta-both-equal', { events: [{ platform: 'tiktok', event: 'purchase', count: 1 }] });
  expect(checks[0]).toEqual({ text: 'Exactly 1 purchase on TikTok', status: 'failed', detail: 'None was seen.' });
});

test('of two orders on the page the newer one is checked', async () => {
  const visits = await visitsOf('meta-both-equal');
  const older = (await visitsOf('meta-id-prefix')).map((visit) => ({ ...visit, id: 'older', orderId: '1012', at: visit.at - 60_000 }));
  expect(checkPage(ONE_PURCHASE, [...visits, ...older]).status).toBe('passed');
});

test('what was recorded from a good run holds on that run and fails on a bad one', async () => {
  const [visit] = await visitsOf('meta-both-equal');
  const recorded = visit && recordExpectation(visit, 'r1');
  expect(recorded).toEqual({
    id: 'r1',
    name: 'shop.test/checkout/thank-you',
    page: 'shop.test/checkout/thank-you',
    events: [{ platform: 'meta', event: 'purchase', count: 1 }],
    deduplicated: true,
  });
  expect(recorded && checkPage(recorded, await visitsOf('meta-both-equal')).status).toBe('passed');
  expect(recorded && checkPage(recorded, await visitsOf('meta-id-case')).status).toBe('failed');
});

test('a visit without a conversion gives nothing to expect', async () => {
  const [visit] = await visitsOf('meta-both-equal');
  expect(visit && recordExpectation({ ...visit, conversions: [] }, 'r1')).toBeNull();
});
