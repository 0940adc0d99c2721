import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Runs axe where no script tag may be added: in extension pages, and in the panel inside DevTools. */
export async function findAccessibilityFaults(page: Page | Frame): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults, string[]>((tags) => {
    const runner = (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe;
    return runner.run({ runOnly: { type: 'tag', values: tags } });
  }, WCAG_22_AA);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary ?? ''}`));
}
