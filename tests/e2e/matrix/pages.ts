/** A page of the matrix: markup, and headers where the page is about one. */
export interface MatrixPage {
  html: string;
  headers?: Record<string, string>;
}

const SENDERS = '<script src="https://shop.test/senders.js"></script>';
const html = (body: string): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Matrix</title><link rel="icon" href="data:,"><body>${body}`;
const VENDOR = 'https://www.facebook.com/tr/';
const call = (context: string, senders: string, target = VENDOR): string => `${SENDERS}<script>sendAll(${JSON.stringify(context)}, ${senders}, ${JSON.stringify(target)})</script>`;

const FRAME_SENDERS = JSON.stringify(['image', 'fetchKeepalive', 'beaconText', 'xhrText', 'fetchBlob']);
/** Only where the page is under a service worker does this one mean anything. */
const EVERY_SENDER = `Object.keys(SENDERS).filter((name) => name !== 'synthetic')`;

const PAGES: Readonly<Record<string, (query: URLSearchParams) => MatrixPage>> = {
  /** Sends nothing by itself. */
  '/quiet': () => ({ html: html(SENDERS) }),
  /** Every sender, in the top page. */
  '/senders': () => ({ html: html(call('top', EVERY_SENDER)) }),
  /** A frame or worker of every kind. */
  '/contexts': () => ({ html: html(`${SENDERS}<script src="/contexts.js"></script>`) }),
  /** Under a service worker of its own. */
  '/controlled': () => ({ html: html(`${SENDERS}<script type="module" src="https://sw.test/controlled.js"></script>`) }),
  /** 200 pixels in its markup. */
  '/pixels': () => ({ html: html(Array.from({ length: 200 }, (_, index) => `<img src="${VENDOR}?id=1013&amp;ev=PageView&amp;n=${index}" alt="">`).join('')) }),
  /** One of many pages that follow each other. */
  '/soak': () => ({ html: html(`${SENDERS}<script type="module" src="/soak.js"></script>`) }),
  /** Some senders, to one address, under a policy. */
  '/send': (query) => ({
    html: html(call(query.get('context') ?? '', JSON.stringify((query.get('senders') ?? '').split(',')), query.get('target') ?? VENDOR)),
    ...(query.has('policy') ? { headers: { 'content-security-policy': query.get('policy') ?? '' } } : {}),
  }),
  '/frame': (query) => ({ html: html(call(query.get('context') ?? '', FRAME_SENDERS)) }),
  '/nest': (query) => ({ html: html(`<iframe src="https://shop.test/frame?context=${encodeURIComponent(query.get('context') ?? '')}"></iframe>`) }),
};

/** null = there is no such page. */
export function pageOf(url: URL): MatrixPage | null {
  return PAGES[url.pathname]?.(url.searchParams) ?? null;
}
