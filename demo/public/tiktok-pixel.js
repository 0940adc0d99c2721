import { keepCookie, landingParameter, randomDigits } from './browser-store.js';

const ENDPOINT = 'https://analytics.tiktok.com/api/v2/pixel';

/** A sender in the wire format of TikTok's pixel: one event per beacon, JSON as text/plain, event_id "" when absent. */
export function createTiktokPixel() {
  const pixelCodes = [];
  const ttclid = keepCookie('ttclid', () => landingParameter('ttclid'));
  const ttp = keepCookie('_ttp', () => crypto.randomUUID().replaceAll('-', ''));
  const sessionId = `${Date.now()}-${randomDigits(13)}`;

  function bodyOf(code, event, properties, eventId) {
    return {
      event,
      event_id: eventId ?? '',
      message_id: `messageId-${Date.now()}-${randomDigits(13)}-${code}`,
      is_onsite: false,
      timestamp: new Date().toISOString(),
      context: {
        ad: { callback: ttclid ?? undefined, sdk_env: 'external', jsb_status: 2 },
        user: { anonymous_id: ttp },
        pixel: { code, runtime: '1' },
        page: { url: location.href, referrer: document.referrer },
        library: { name: 'pixel.js', version: '2.2.1' },
        session_id: sessionId,
        userAgent: navigator.userAgent,
      },
      properties,
    };
  }

  function track(event, properties = {}, options = {}) {
    const eventId = options.event_id ?? properties.event_id;
    for (const code of pixelCodes) navigator.sendBeacon(ENDPOINT, JSON.stringify(bodyOf(code, event, properties, eventId)));
  }

  return { load: (code) => pixelCodes.push(code), page: () => track('Pageview'), track };
}
