import type { Frame, Page } from 'playwright-core';

/** Makes every text of the page as much longer as German is, once: about 40 %. IDs in code are the same in every language. */
export function lengthenText(page: Page | Frame): Promise<void> {
  return page.evaluate(() => {
    const page = globalThis as { lengthened?: WeakSet<Node> };
    const done = (page.lengthened ??= new WeakSet());
    const walker = document.createTreeWalker(document.getElementById('app') ?? document.body, NodeFilter.SHOW_TEXT);
    const isWords = (node: Node): boolean => /[a-z]{2}/i.test(node.textContent ?? '') && node.parentElement?.closest('code, pre, textarea, option') === null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = (node.textContent ?? '').trim();
      if (isWords(node) && !done.has(node)) node.textContent += ` ${text.slice(0, Math.ceil(text.length * 0.4))}`;
      done.add(node);
    }
  });
}

/** What no longer fits the window. What a person can scroll to sideways, and what ends in an ellipsis by design, is no fault. */
export async function findLayoutFaults(page: Page | Frame): Promise<string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const faults = [...(await findCutControls(page)), ...(await findSpiltTexts(page)), ...(await findHiddenWidths(page)), ...(await findCoveredControls(page))];
  return wide > 0 ? [`the page is ${wide} px wider than its window`, ...faults] : faults;
}

/** Controls and headings whose words are cut off, or that lie beside the window. */
function findCutControls(page: Page | Frame): Promise<string[]> {
  return page.evaluate(() => {
    const isScrolled = (element: Element): boolean => {
      const parent = element.parentElement;
      return parent !== null && ((/auto|scroll/.test(getComputedStyle(parent).overflowX) && parent.scrollWidth > parent.clientWidth) || isScrolled(parent));
    };
    const isCut = (element: Element): boolean => {
      const { display, overflowX, textOverflow } = getComputedStyle(element);
      return display !== 'inline' && element.scrollWidth > element.clientWidth + 1 && textOverflow !== 'ellipsis' && (overflowX !== 'visible' || element.matches('button'));
    };
    const isOutside = (element: Element): boolean => {
      const { left, right } = element.getBoundingClientRect();
      return (right > innerWidth + 1 || left < -1) && !isScrolled(element);
    };
    const shown = [...document.querySelectorAll('button, a, input, select, summary, h1, h2, h3, label, legend')].filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.closest('.visually-hidden') === null);
    const nameOf = (element: Element): string => `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent).slice(0, 60)}"`;
    return [
      ...shown.filter((element) => !element.matches('input, select') && isCut(element)).map((element) => `${nameOf(element)} is cut off`),
      ...shown.filter(isOutside).map((element) => `${nameOf(element)} lies beside the window`),
    ];
  });
}

/** Texts that stand out of the box around them, or that it cuts off without an ellipsis. */
function findSpiltTexts(page: Page | Frame): Promise<string[]> {
  return page.evaluate(() => {
    const boxOf = (element: Element): Element => {
      const { overflowX, borderRightWidth } = getComputedStyle(element);
      const parent = element.parentElement;
      return parent === null || overflowX !== 'visible' || parseFloat(borderRightWidth) > 0 ? element : boxOf(parent);
    };
    const isSpilt = (node: Node, element: Element): boolean => {
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = boxOf(element);
      const { overflowX, textOverflow } = getComputedStyle(box);
      return !/auto|scroll/.test(overflowX) && textOverflow !== 'ellipsis' && range.getBoundingClientRect().right > box.getBoundingClientRect().right + 1;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const faults: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element === null || !element.checkVisibility({ visibilityProperty: true }) || element.closest('.visually-hidden, option') !== null) continue;
      if (isSpilt(node, element)) faults.push(`the text "${(node.textContent ?? '').slice(0, 60)}" stands out of its box`);
    }
    return faults;
  });
}

/** Boxes that hide a part of what is in them at their side: focus and search would scroll there, and nobody back. */
function findHiddenWidths(page: Page | Frame): Promise<string[]> {
  return page.evaluate(() => {
    const isHiding = (element: Element): boolean => {
      const { overflowX, textOverflow } = getComputedStyle(element);
      return overflowX === 'hidden' && textOverflow !== 'ellipsis' && !element.matches('.visually-hidden') && element.scrollWidth > element.clientWidth + 1;
    };
    const outermost = (box: Element): Element | undefined => [...box.querySelectorAll('*')].toSorted((a, b) => b.getBoundingClientRect().right - a.getBoundingClientRect().right)[0];
    return [...document.querySelectorAll('*')].filter(isHiding).map((box) => `${box.className} hides ${box.scrollWidth - box.clientWidth} px, of ${outermost(box)?.outerHTML.slice(0, 100) ?? 'nothing'}`);
  });
}

/** Controls in whose middle another element is met: nobody could press them. Those that are scrolled out of view are not asked. */
function findCoveredControls(page: Page | Frame): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a, input:not([type=file]), select')].flatMap((element) => {
      element.scrollIntoView({ block: 'center', inline: 'center' });
      const { left, top, width, height } = element.getBoundingClientRect();
      if (width < 2 || height < 2 || !element.checkVisibility({ visibilityProperty: true }) || element.closest('.visually-hidden') !== null) return [];
      const met = document.elementFromPoint(left + width / 2, top + height / 2);
      const isMet = met !== null && (element.contains(met) || met.contains(element) || met.closest('label')?.contains(element) === true);
      return isMet ? [] : [`${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent).slice(0, 60)}" is covered by ${met?.outerHTML.slice(0, 80) ?? 'nothing'}`];
    }),
  );
}
