import { createMetaPixel } from './meta-pixel.js';
import { createTiktokPixel } from './tiktok-pixel.js';
import { createGoogleAnalytics } from './google-analytics.js';
import { sendAdsConversion } from './google-ads.js';
import { createOpenaiPixel } from './openai-pixel.js';

const page = JSON.parse(document.getElementById('page-data').textContent);
const { accounts, adsTag, product, currency } = page;

const analytics = createGoogleAnalytics(accounts.ga4);
window.fbq = createMetaPixel();
window.ttq = createTiktokPixel();
window.oaiq = createOpenaiPixel();
window.gtag = function gtag(command, name, params) {
  if (command === 'event' && params?.send_to) sendAdsConversion(params);
  else if (command === 'event') analytics(name, params);
};

fbq('init', accounts.meta);
ttq.load(accounts.tiktok);
oaiq('init', { pixelId: accounts.openai });

const price = product.price;
const amount = Math.round(price * 100);
const goods = {
  meta: { value: price, currency, content_type: 'product', content_ids: [product.id], contents: [{ id: product.id, quantity: 1, item_price: price }] },
  tiktok: { value: price, currency, content_type: 'product', contents: [{ content_id: product.id, content_name: product.name, price, quantity: 1 }] },
  ga4: { value: price, currency, items: [{ item_id: product.id, item_name: product.name, price, quantity: 1 }] },
  openai: { type: 'contents', amount, currency, contents: [{ id: product.id, name: product.name, content_type: 'product', quantity: 1, amount, currency }] },
};

function firePageView() {
  fbq('track', 'PageView');
  ttq.page();
  gtag('event', 'page_view');
  oaiq('measure', 'page_viewed', { type: 'contents' });
}

function fireStep(names, metaExtra = {}) {
  fbq('track', names.meta, { ...goods.meta, ...metaExtra });
  ttq.track(names.tiktok, goods.tiktok);
  gtag('event', names.ga4, goods.ga4);
  oaiq('measure', names.openai, goods.openai);
}

/** One tag's whole set of purchase pixels; an ID that is null is not passed on. */
function firePurchase(order, ids) {
  const given = (key, id) => (id === null ? {} : { [key]: id });
  fbq('track', 'Purchase', { ...goods.meta, order_id: order.number, num_items: 1 }, given('eventID', ids.meta));
  ttq.track('Purchase', { ...goods.tiktok, order_id: order.number }, given('event_id', ids.tiktok));
  gtag('event', 'purchase', { ...goods.ga4, ...given('transaction_id', ids.transactionId), ...given('event_id', ids.ga4) });
  gtag('event', 'conversion', {
    send_to: `${adsTag.id}/${adsTag.label}`,
    value: order.value,
    currency,
    ...given('transaction_id', ids.transactionId),
  });
  oaiq('measure', 'order_created', goods.openai, given('event_id', ids.openai));
}

const steps = {
  product() {
    fireStep(
      { meta: 'ViewContent', tiktok: 'ViewContent', ga4: 'view_item', openai: 'contents_viewed' },
      { content_name: product.name, content_description: product.description },
    );
    document.getElementById('add-to-cart').addEventListener('submit', () =>
      fireStep({ meta: 'AddToCart', tiktok: 'AddToCart', ga4: 'add_to_cart', openai: 'items_added' }),
    );
  },
  checkout() {
    fireStep({ meta: 'InitiateCheckout', tiktok: 'InitiateCheckout', ga4: 'begin_checkout', openai: 'checkout_started' });
  },
  'thank-you'() {
    for (const ids of page.tags) firePurchase(page.order, ids);
  },
};

firePageView();
steps[page.step]();
