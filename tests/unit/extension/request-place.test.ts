import { describe, expect, it } from 'vitest';
import { emptyPageUrls, withNavigation, type Navigation } from '../../../lib/extension/page-urls.ts';
import type { RequestDetails } from '../../../lib/extension/request-details.ts';
import { placeOf } from '../../../lib/extension/request-place.ts';
import { details } from './requests.ts';

const CHECKOUT = 'https://shop.test/checkout';
const THANKS = 'https://shop.test/thanks';
const FRAME = 'https://pay.test/frame';

const committed = (change: Partial<Navigation>): Navigation => ({ tabId: 7, frameId: 0, url: CHECKOUT, documentId: 'D1', timeStamp: 100, ...change });
const pagesAfter = (...navigations: Navigation[]) => navigations.reduce(withNavigation, emptyPageUrls());

describe('Chromium', () => {
  const chromium = { documentLifecycle: 'active', frameType: 'outermost_frame' };
  const pages = pagesAfter(committed(chromium), committed({ ...chromium, url: THANKS, documentId: 'D2', timeStamp: 200 }));

  it('a page that is left or cached keeps its own URL', () => {
    expect(placeOf(pages, details({ frameId: 5, documentId: 'D1', timeStamp: 300 }))).toEqual({ documentId: 'D1', pageUrl: CHECKOUT });
  });

  it('a form that is sent into a frame belongs to the document around it', () => {
    const form = details({ type: 'sub_frame', frameType: 'sub_frame', frameId: 4, documentId: undefined, parentDocumentId: 'D2' });
    expect(placeOf(pages, form)).toEqual({ documentId: 'D2', pageUrl: THANKS });
  });

  it('a closed tab: neither document nor page is known', () => {
    expect(placeOf(pages, details({ tabId: -1, documentId: undefined }))).toEqual({ documentId: null, pageUrl: null });
  });
});

describe('Firefox', () => {
  const pages = pagesAfter(
    committed({ url: CHECKOUT, documentId: 'D1', timeStamp: 100 }),
    committed({ frameId: 12, url: FRAME, documentId: 'F1', parentDocumentId: 'D1', timeStamp: 150 }),
    committed({ url: THANKS, documentId: 'D2', timeStamp: 200 }),
    committed({ tabId: 8, url: THANKS, documentId: 'E1', timeStamp: 250 }),
  );
  const firefox = (change: Partial<RequestDetails>) => details({ frameType: undefined, initiator: undefined, documentId: undefined, documentUrl: THANKS, frameAncestors: [], timeStamp: 300, ...change });

  it('a keepalive request belongs to the document of its frame with its URL', () => {
    expect(placeOf(pages, firefox({}))).toEqual({ documentId: 'D2', pageUrl: THANKS });
    expect(placeOf(pages, firefox({ documentUrl: CHECKOUT }))).toEqual({ documentId: 'D1', pageUrl: CHECKOUT });
  });

  it('a keepalive request of a frame belongs to the page above it', () => {
    expect(placeOf(pages, firefox({ frameId: 12, documentUrl: FRAME }))).toEqual({ documentId: 'F1', pageUrl: CHECKOUT });
    expect(placeOf(pages, firefox({ frameId: 12, documentUrl: null }))).toEqual({ documentId: 'F1', pageUrl: CHECKOUT });
  });

  it('a reload with the same URL does not take the requests of the document before it', () => {
    const reloaded = withNavigation(pages, committed({ url: THANKS, documentId: 'D3', timeStamp: 400 }));
    expect(placeOf(reloaded, firefox({ timeStamp: 399 })).documentId).toBe('D2');
    expect(placeOf(reloaded, firefox({ timeStamp: 400 })).documentId).toBe('D3');
  });

  it('a worker’s request belongs to the page that its frame shows', () => {
    expect(placeOf(pages, firefox({ documentUrl: 'https://shop.test/worker.js' }))).toEqual({ documentId: 'D2', pageUrl: THANKS });
  });

  it('without a tab the URL alone tells: a closed page is found, a worker’s script is none', () => {
    expect(placeOf(pages, firefox({ tabId: -1, documentUrl: CHECKOUT }))).toEqual({ documentId: 'D1', pageUrl: CHECKOUT });
    expect(placeOf(pages, firefox({ tabId: -1, documentUrl: 'https://shop.test/worker.js', frameAncestors: undefined }))).toEqual({ documentId: null, pageUrl: null });
  });

  it('a page that was there before the recorder: the request itself tells its URL', () => {
    const frame = firefox({ documentId: 'X', frameId: 3, documentUrl: FRAME, frameAncestors: [{ url: 'https://pay.test/' }, { url: 'https://old.test/' }] });
    expect(placeOf(emptyPageUrls(), frame)).toEqual({ documentId: 'X', pageUrl: 'https://old.test/' });
    expect(placeOf(emptyPageUrls(), firefox({ documentId: 'X', documentUrl: 'https://old.test/' })).pageUrl).toBe('https://old.test/');
  });

  it('a page that changed its URL without loading is called by the new one', () => {
    const moved = withNavigation(pages, committed({ url: `${THANKS}?step=2`, documentId: 'D2', timeStamp: 290 }));
    expect(placeOf(moved, firefox({ documentId: 'D2', documentUrl: THANKS })).pageUrl).toBe(`${THANKS}?step=2`);
  });

  it('a form into a frame belongs to the document around it', () => {
    expect(placeOf(pages, firefox({ type: 'sub_frame', frameId: 99, parentDocumentId: 'D2', frameAncestors: [{ url: THANKS }] }))).toEqual({ documentId: 'D2', pageUrl: THANKS });
  });
});
