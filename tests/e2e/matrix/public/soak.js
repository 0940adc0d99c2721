// One page of the soak: sends pixels at every moment of its life, then goes on to the next page when the test lets it.
const query = new URLSearchParams(location.search);
const page = Number(query.get('page'));
const last = Number(query.get('last'));
const APIS = ['image', 'fetchKeepalive', 'beaconText', 'xhrText', 'beaconParams', 'fetchText', 'fetchBlob', 'beaconForm', 'formUrlencoded'];
/** Every third step leads to another site, so that pages go into the back-forward cache. */
const hostOf = (number) => (number % 3 === 0 ? 'other.test' : 'shop.test');

/** Two ways of sending for each moment; which ones changes from page to page. */
function fire(moment, turn) {
  for (const api of [page + 2 * turn, page + 2 * turn + 1].map((index) => APIS[index % APIS.length])) {
    SENDERS[api](`https://www.facebook.com/tr/?id=1013&ev=Purchase&eid=${page}.${moment}.${api}`);
  }
}

const link = Object.assign(document.createElement('a'), { href: `https://${hostOf(page + 1)}/soak?page=${page + 1}&last=${last}`, textContent: 'next' });
document.body.append(link);
link.addEventListener('click', () => fire('click', 0));
addEventListener('beforeunload', () => fire('beforeunload', 1));
addEventListener('pagehide', () => fire('pagehide', 2));
document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && fire('visibilitychange', 3));
fire('load', 4);
await fetch(`/gate?page=${page}`);
if (page === last) await sendAll('soak', []);
else link.click();
