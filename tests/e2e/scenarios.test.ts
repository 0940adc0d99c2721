import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picturePanel } from '../../demo/devtools-panel.ts';
import { SCENARIOS } from '../../demo/scenarios.ts';
import type { Theatre } from '../../demo/theatre.ts';
import { playScenario } from '../../demo/tour.ts';
import { openTestTheatre, screenshotPath } from './theatre.ts';

let theatre: Theatre;

beforeAll(async () => {
  theatre = await openTestTheatre();
});

afterAll(() => theatre.close());

describe('the panel shows the expected verdict of every platform', () => {
  test.each(SCENARIOS)('$title', async (scenario) => {
    const results = await playScenario(theatre, scenario, async (part) => {
      await picturePanel(theatre.panel, screenshotPath(`scenario-${part}`));
    });
    for (const { title, checks } of results) {
      const wrong = checks.filter(({ ok }) => !ok);
      expect(wrong, title).toEqual([]);
    }
  });
});
