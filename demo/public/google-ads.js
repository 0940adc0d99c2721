import { randomDigits } from './browser-store.js';

function requestImage(url, fields) {
  const query = new URLSearchParams(fields.filter(([, value]) => value !== null && value !== undefined));
  new Image().src = `${url}?${query.toString()}`;
}

/**
 * A sender in the wire format of the Google Ads tag. One conversion leaves as a primary hit and three copies: only the
 * primary and ccm/collect carry the transaction ID, only viewthroughconversion shares `random` with the primary.
 */
export function sendAdsConversion({ send_to: sendTo, transaction_id: transactionId, value, currency }) {
  const [tagId, label] = sendTo.split('/');
  const account = tagId.replace('AW-', '');
  const random = `${Date.now()}${randomDigits(3)}`;
  const auid = `${randomDigits(9)}.${Math.floor(Date.now() / 1000)}`;
  const page = [['url', location.href], ['tiba', document.title], ['auid', auid], ['npa', '0'], ['gcs', 'G111']];
  const money = [['label', label], ['value', value], ['currency_code', currency]];
  const primary = [['random', random], ['cv', '11'], ['fst', random], ['en', 'conversion'], ...page, ...money];

  requestImage(`https://www.googleadservices.com/pagead/conversion/${account}/`, [
    ...primary,
    ['bttype', 'purchase'],
    ['oid', transactionId],
    ['oidsrc', transactionId && '1'],
    ['fmt', '3'],
  ]);
  requestImage(`https://googleads.g.doubleclick.net/pagead/viewthroughconversion/${account}/`, [...primary, ['fmt', '3']]);
  requestImage(`https://www.google.com/pagead/1p-conversion/${account}/`, [
    ['random', `${Date.now()}${randomDigits(3)}`],
    ...primary.slice(1),
    ['fmt', '3'],
  ]);
  const collect = [
    ['en', 'conversion'],
    ['dl', location.href],
    ['rnd', `${randomDigits(10)}.${Math.floor(Date.now() / 1000)}`],
    ['auid', auid],
    ['npa', '0'],
    ['ep.transaction_id', transactionId],
    ['epn.value', value],
    ['ep.currency', currency],
    ['tids', tagId],
    ['tid', tagId],
  ].filter(([, field]) => field !== null && field !== undefined);
  const query = new URLSearchParams(collect).toString();
  fetch(`https://www.google.com/ccm/collect?${query}`, { method: 'POST', mode: 'no-cors', keepalive: true }).catch(() => undefined);
}
