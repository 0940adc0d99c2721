import { describe, expect, it } from 'vitest';
import { emptyPageUrls, pageUrlOf, tabUrlOf, withNavigation, withoutClosedTabs, type Navigation } from '../../../lib/extension/page-urls.ts';

const top = (url: string, documentId?: string): Navigation => ({ tabId: 1, frameId: 0, url, timeStamp: 1_000, documentId, frameType: 'outermost_frame', documentLifecycle: 'active' });
const visit = (...navigations: Navigation[]) => navigations.reduce(withNavigation, emptyPageUrls());

describe('the page of a request', () => {
  const pages = visit(top('https://shop.test/checkout', 'D1'), top('https://shop.test/thanks', 'D2'));

  it('is its document’s page, even when the tab shows the next one', () => {
    expect(pageUrlOf(pages, { tabId: 1, documentId: 'D1' })).toBe('https://shop.test/checkout');
  });

  it('is the tab’s page where the browser names no document', () => {
    expect(pageUrlOf(pages, { tabId: 1 })).toBe('https://shop.test/thanks');
  });

  it('is not known for a document that nobody told of: the tab may show another', () => {
    expect(pageUrlOf(pages, { tabId: 1, documentId: 'D9' })).toBeNull();
  });

  it('is not known for a closed tab', () => {
    expect(pageUrlOf(pages, { tabId: -1 })).toBeNull();
  });

  it('follows a page that changes its URL without loading', () => {
    expect(pageUrlOf(withNavigation(pages, top('https://shop.test/thanks?o=2', 'D2')), { tabId: 1, documentId: 'D2' })).toBe('https://shop.test/thanks?o=2');
  });

  it('is the top page for a frame of another site', () => {
    const frame: Navigation = { tabId: 1, frameId: 4, url: 'https://pay.test/', timeStamp: 1_000, documentId: 'D3', frameType: 'sub_frame', parentDocumentId: 'D2' };
    const inner: Navigation = { ...frame, frameId: 5, documentId: 'D4', parentDocumentId: 'D3' };
    const framed = withNavigation(withNavigation(pages, frame), inner);
    expect(pageUrlOf(framed, { tabId: 1, documentId: 'D4' })).toBe('https://shop.test/thanks');
    const moved = withNavigation(framed, top('https://shop.test/thanks?o=2', 'D2'));
    expect(pageUrlOf(moved, { tabId: 1, documentId: 'D4' })).toBe('https://shop.test/thanks?o=2');
  });

  it('a prerendered page is not what the tab shows', () => {
    const prerendered = { ...top('https://shop.test/next', 'D4'), documentLifecycle: 'prerender' };
    const after = withNavigation(pages, prerendered);
    expect(tabUrlOf(after, 1)).toBe('https://shop.test/thanks');
    expect(pageUrlOf(after, { tabId: 1, documentId: 'D4' })).toBe('https://shop.test/next');
  });

  it('is forgotten with its tab, that of frames in it, too', () => {
    const frame: Navigation = { tabId: 1, frameId: 4, url: 'https://pay.test/', timeStamp: 1_000, documentId: 'D3', frameType: 'sub_frame', parentDocumentId: 'D2' };
    const both = withNavigation(withNavigation(pages, frame), { ...top('https://other.test/', 'D8'), tabId: 2 });
    expect(withoutClosedTabs(both, [2], 2_000)).toEqual(withNavigation(emptyPageUrls(), { ...top('https://other.test/', 'D8'), tabId: 2 }));
    expect(withoutClosedTabs(both, [1, 2], 2_000)).toEqual(both);
    expect(JSON.stringify(withoutClosedTabs(both, [], 2_000))).not.toContain('.test');
  });

  it('is not forgotten with the tabs that closed before it was shown: what it sends at its own end belongs to it', () => {
    const later = withNavigation(pages, { ...top('https://shop.test/later', 'D9'), tabId: 3, timeStamp: 2_000 });
    expect(withoutClosedTabs(later, [], 2_000)).toEqual(visit({ ...top('https://shop.test/later', 'D9'), tabId: 3, timeStamp: 2_000 }));
  });

  it('stays small: the oldest documents are forgotten first', () => {
    const many = visit(...Array.from({ length: 400 }, (_, index) => ({ ...top(`https://shop.test/${index}`, `D${index}`), tabId: index })));
    expect([Object.keys(many.documents).length, many.frames.length]).toEqual([300, 300]);
    expect(tabUrlOf(many, 399)).toBe('https://shop.test/399');
    expect(tabUrlOf(many, 99)).toBeNull();
    expect(tabUrlOf(many, 100)).toBe('https://shop.test/100');
  });
});
