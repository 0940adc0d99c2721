import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { sendServerEvents } from './backend.ts';
import type { RelayAccess } from './backend.ts';
import { findProduct } from './catalog.ts';
import { createOrderBook } from './orders.ts';
import { checkoutPage, productPage, thankYouPage } from './pages.ts';
import { findScenario } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';
import { serverRequests } from './server-events.ts';
import { correctPlan, correctTag } from './signals.ts';
import { readVisitor } from './visitor.ts';

/** What the shop needs from the stage it stands on. */
export interface ShopSurroundings {
  relay: RelayAccess;
  stopRelay(): Promise<void>;
  startRelay(): Promise<void>;
}

const SCRIPTS = new Map([
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
]);

async function publicFile(context: Context, file: string): Promise<Response> {
  const type = SCRIPTS.get(file.slice(file.lastIndexOf('.')));
  if (type === undefined || !/^[a-z-]+\.[a-z]+$/.test(file)) return context.notFound();
  const text = await readFile(new URL(`public/${file}`, import.meta.url), 'utf8');
  return context.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'no-store' });
}

/** Each scenario lives on its own host; a link to the other one is redirected with its query. */
function otherHost(context: Context, scenario: Scenario): string | null {
  const url = new URL(context.req.url);
  return url.hostname === scenario.host ? null : `https://${scenario.host}${url.pathname}${url.search}`;
}

function orderTaker(surroundings: ShopSurroundings, book: ReturnType<typeof createOrderBook>) {
  return async (context: Context): Promise<Response> => {
    const form = await context.req.parseBody<Record<string, string>>();
    const scenario = findScenario(form.scenario);
    const visitor = readVisitor(getCookie(context), form.email ?? '', context.req.header('user-agent') ?? '');
    const order = book.confirm(findProduct(form.product), scenario.id, visitor);
    const plan = scenario.plan(correctPlan(order));
    await sendServerEvents(serverRequests(order, plan), surroundings.relay, plan.lateByMs);
    if (scenario.stopsRelay) await surroundings.stopRelay();
    return context.redirect(`/thank-you/${order.number}`, 303);
  };
}

/** The demo shop: product, checkout, order, thank-you page. */
export function createShop(surroundings: ShopSurroundings): Hono {
  const book = createOrderBook();
  const shop = new Hono();
  shop.get('/public/:file', (context) => publicFile(context, context.req.param('file')));
  shop.get('/', (context) => {
    const scenario = findScenario(context.req.query('scenario'));
    const elsewhere = otherHost(context, scenario);
    return elsewhere === null ? context.html(productPage(scenario, findProduct(context.req.query('product')))) : context.redirect(elsewhere);
  });
  shop.get('/checkout', (context) =>
    context.html(checkoutPage(findScenario(context.req.query('scenario')), findProduct(context.req.query('product')))),
  );
  shop.post('/orders', orderTaker(surroundings, book));
  shop.get('/thank-you/:number', (context) => {
    const order = book.find(context.req.param('number'));
    if (order === null) return context.text('There is no such order in this run of the demo.', 404);
    const scenario = findScenario(order.scenarioId);
    return context.html(thankYouPage(scenario, order, scenario.tags(correctTag(order)), scenario.plan(correctPlan(order))));
  });
  shop.post('/relay/start', async (context) => {
    await surroundings.startRelay();
    // No content: the buyer stays on the thank-you page, which must not fire again.
    return context.body(null, 204);
  });
  return shop;
}
