import { html, raw } from 'hono/html';
import { ADS_TAG, SHOP_ACCOUNTS } from './accounts.ts';
import { CURRENCY, PRODUCTS } from './catalog.ts';
import type { Product } from './catalog.ts';
import { DEMO_PLATFORMS } from './expectation.ts';
import type { Expectation } from './expectation.ts';
import type { Order } from './orders.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';
import type { BrowserTag, ServerPlan } from './signals.ts';

type Html = ReturnType<typeof html>;

/** What the page's tags read: the step, and on the thank-you page the order and the IDs each tag hands over. */
interface PageData {
  step: 'product' | 'checkout' | 'thank-you';
  product: Product;
  order: { number: string; value: number } | null;
  tags: readonly BrowserTag[];
}

const money = (value: number): string => `${value.toFixed(2)} ${CURRENCY}`;

/** JSON inside a script element must not be able to close it. */
function dataScript(data: PageData): Html {
  const json = JSON.stringify({ ...data, accounts: SHOP_ACCOUNTS, adsTag: ADS_TAG, currency: CURRENCY });
  return html`<script type="application/json" id="page-data">${raw(json.replaceAll('<', '\\u003c'))}</script>`;
}

function scenarioSwitch(current: Scenario): Html {
  const options = SCENARIOS.map(
    ({ id, title }) => html`<option value="${id}" ${id === current.id ? raw('selected') : ''}>${title}</option>`,
  );
  return html`<form action="https://shop.test/" method="get">
    <label>Scenario <select name="scenario">${options}</select></label>
    <button>Switch</button>
  </form>`;
}

function expectedText(expected: Expectation): string {
  const perPlatform = DEMO_PLATFORMS.map((platform) => {
    const outcomes = expected[platform].map(({ outcome, cause }) => (cause === null ? outcome : `${outcome} (${cause})`));
    return `${platform}: ${outcomes.join(', then ')}`;
  });
  return perPlatform.join(' · ');
}

function layout(title: string, scenario: Scenario, data: PageData, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>${title} · Pixelpair demo shop</title>
    <link rel="icon" href="data:,"><link rel="stylesheet" href="/public/shop.css">
  </head>
  <body>
    <header><strong>Pixelpair demo shop</strong>${scenarioSwitch(scenario)}</header>
    <p class="notice"><strong>No ad platform receives anything.</strong> In this browser every host, the platforms’ too, is this
      computer. The pixels and server events are real in form; the shop, its orders and its accounts are made up.</p>
    <main>
      <h1>${title}</h1>
      ${content}
    </main>
    <footer class="notice">
      <p><strong>${scenario.title}.</strong> ${scenario.does}${scenario.then === null ? '' : ` ${scenario.then}`}</p>
      <p>Expected: ${expectedText(scenario.expected)}</p>
    </footer>
    ${dataScript(data)}
    <script type="module" src="/public/tags.js"></script>
  </body>
</html>`;
}

const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`;

function otherProducts(scenario: Scenario, product: Product): Html[] {
  const others = PRODUCTS.filter(({ id }) => id !== product.id);
  return others.map(({ id, name }) => html`<a href="/?scenario=${scenario.id}&product=${id}">${name}</a>`);
}

export function productPage(scenario: Scenario, product: Product): Html {
  const content = html`<p>${product.description}</p><p>${money(product.price)}</p>
    <form id="add-to-cart" action="/checkout" method="get">
      ${hidden('scenario', scenario.id)}${hidden('product', product.id)}<button>Add to cart</button>
    </form>
    <p>Also in the shop: ${otherProducts(scenario, product)}</p>`;
  return layout(product.name, scenario, { step: 'product', product, order: null, tags: [] }, content);
}

export function checkoutPage(scenario: Scenario, product: Product): Html {
  const content = html`<p>${product.name}, ${money(product.price)}</p>
    <form action="/orders" method="post">
      ${hidden('scenario', scenario.id)}${hidden('product', product.id)}
      <p><label>E-mail <input name="email" type="email" value="ada@example.com" required></label></p>
      <button>Place order</button>
    </form>`;
  return layout('Checkout', scenario, { step: 'checkout', product, order: null, tags: [] }, content);
}

function idRow(name: string, browser: readonly (string | null)[], server: string): Html {
  return html`<tr><th scope="row">${name}</th><td>${browser.map((id) => id ?? 'none').join(' and ')}</td><td>${server}</td></tr>`;
}

function relayButton(order: Order): Html {
  return html`<form action="/relay/start" method="post">${hidden('order', order.number)}<button>Start the relay again</button></form>`;
}

export function thankYouPage(scenario: Scenario, order: Order, tags: readonly BrowserTag[], plan: ServerPlan): Html {
  const rows = [
    idRow('Meta', tags.map(({ meta }) => meta), plan.eventId),
    idRow('TikTok', tags.map(({ tiktok }) => tiktok), plan.eventId),
    idRow('GA4', tags.map(({ transactionId }) => transactionId), plan.transactionId),
    idRow('Google Ads', tags.map(({ transactionId }) => transactionId), plan.transactionId),
    idRow('OpenAI', tags.map(({ openai }) => openai ?? 'made by the SDK'), plan.eventId),
  ];
  const content = html`<p>Your order is <strong>${order.number}</strong>: ${order.product.name}, ${money(order.value)}.</p>
    <table>
      <thead><tr><th>Platform</th><th>The browser sends</th><th>The server sent</th></tr></thead>
      <tbody>${rows}</tbody>
    </table>
    ${scenario.stopsRelay ? relayButton(order) : ''}
    <p>Keep shopping: ${otherProducts(scenario, order.product)}</p>`;
  const data: PageData = { step: 'thank-you', product: order.product, order: { number: order.number, value: order.value }, tags };
  return layout('Thank you', scenario, data, content);
}
