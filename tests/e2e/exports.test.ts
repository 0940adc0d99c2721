import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportFromPanel } from '../../demo/panel-export.ts';
import { findScenario } from '../../demo/scenarios.ts';
import { shop } from '../../demo/shopper.ts';
import type { Theatre } from '../../demo/theatre.ts';
import { checkVerdicts } from '../../demo/verdict-check.ts';
import { openTestTheatre, screenshotPath } from './theatre.ts';

let theatre: Theatre;

beforeAll(async () => {
  theatre = await openTestTheatre();
  const scenario = findScenario('id-case');
  await shop(theatre.page, scenario);
  await checkVerdicts(theatre.panel, scenario.expected);
});

afterAll(() => theatre.close());

test('the JSON export has the verdicts of the panel with keys and rule', async () => {
  const { name, text } = await exportFromPanel(theatre.panel, 'json');
  const { conversions } = JSON.parse(text) as { conversions: Record<string, unknown>[] };
  const purchase = conversions.find(({ platform, eventName }) => platform === 'meta' && eventName === 'Purchase');
  expect(name).toMatch(/\.json$/);
  expect(purchase).toMatchObject({ outcome: 'double-counts', counted: 2, expected: 1, value: 149.9, currency: 'EUR' });
  expect(purchase?.['causes']).toContain('id-case');
});

test('the CSV export has a header and a line for each conversion', async () => {
  const { name, text } = await exportFromPanel(theatre.panel, 'csv');
  const [header = '', ...lines] = text.trim().split('\n');
  expect(name).toMatch(/\.csv$/);
  expect(header.toLowerCase()).toContain('platform');
  expect(lines.filter((line) => line.includes('Purchase')).length).toBe(2);
});

test('the HTML report opens by itself, loads nothing and names the cause', async () => {
  const { name, text } = await exportFromPanel(theatre.panel, 'html');
  const page = await theatre.browser.context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.setContent(text);
  expect(name).toMatch(/\.html$/);
  expect(await page.getByText('Double counts').count()).toBeGreaterThan(0);
  expect(requests).toEqual([]);
  await page.screenshot({ path: screenshotPath('report') });
  await page.close();
});

test.each(['json', 'csv', 'html', 'session'] as const)('the %s export carries neither token, e-mail address nor IP address', async (kind) => {
  const { text } = await exportFromPanel(theatre.panel, kind);
  expect(text).not.toContain(theatre.stage.relay.readToken);
  expect(text).not.toContain('ada@example.com');
  expect(text).not.toContain('203.0.113.7');
});
