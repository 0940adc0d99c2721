import { useMemo } from 'preact/hooks';
import type { OrderWalk } from '../../lib/model/order-walk.ts';
import type { Visit } from '../../lib/model/projection.ts';
import type { Analysis } from '../analysis.ts';
import { CopyButton } from '../copy-button.tsx';
import { evidenceOf } from '../detail/conversion-copies.tsx';
import { ORDER, PLATFORM_NAMES } from '../strings.ts';
import { OrderSteps } from './order-steps.tsx';

interface OrderViewProps {
  visits: readonly Visit[];
  /** What is typed. */
  text: string;
  analysis: Analysis;
  onText: (text: string) => void;
  onConversion: (conversionId: string) => void;
}

/** Follows one order: who sent it, which keys agree, and what each platform makes of it. */
export function OrderView({ visits, text, analysis, onText, onConversion }: OrderViewProps) {
  const walk = useMemo(() => analysis.walkOrder(visits, text), [visits, text, analysis]);
  const orders = useMemo(() => analysis.ordersOf(visits.flatMap(({ conversions }) => conversions)), [visits, analysis]);
  return (
    <div class="view-page order">
      <h2>{ORDER.title}</h2>
      <label class="order-field">
        {ORDER.label}
        <input type="text" autocomplete="off" spellcheck={false} placeholder={ORDER.placeholder} value={text} onInput={(event) => onText(event.currentTarget.value)} />
      </label>
      {walk.foundBy === null && <KnownOrders orders={orders} onText={onText} />}
      <div role="status">{<Found walk={walk} text={text.trim()} />}</div>
      {walk.walks.map((each) => (
        <OrderSteps key={each.conversion.id} walk={each} onConversion={onConversion} />
      ))}
      {walk.walks.length > 0 && (
        <div class="copies">
          <CopyButton name={ORDER.copyEvidence} text={() => evidenceOf(walk.walks.map(({ conversion }) => conversion), analysis)} />
        </div>
      )}
    </div>
  );
}

/** One press instead of typing. */
function KnownOrders({ orders, onText }: { orders: readonly string[]; onText: (text: string) => void }) {
  if (orders.length === 0) return null;
  return (
    <div class="known-orders" role="group" aria-label={ORDER.known}>
      <span class="muted">{ORDER.known}</span>
      {orders.slice(0, 12).map((order) => (
        <button key={order} type="button" class="chip" onClick={() => onText(order)}>
          {order}
        </button>
      ))}
    </div>
  );
}

function Found({ walk: { foundBy, orderId, silent }, text }: { walk: OrderWalk; text: string }) {
  if (text === '') return <p class="muted">{ORDER.intro}</p>;
  if (foundBy === null) {
    return (
      <>
        <h3 class="found">{ORDER.notFound(text)}</h3>
        <p>{ORDER.notFoundText}</p>
      </>
    );
  }
  return (
    <>
      <h3 class="found">{ORDER.foundBy[foundBy](orderId ?? ORDER.orderUnknown, text)}</h3>
      {silent.length > 0 && <p class="muted">{ORDER.silent(silent.map((platform) => PLATFORM_NAMES[platform]))}</p>}
    </>
  );
}
