import type { Projection } from '../model/projection.ts';
import type { JudgedConversion } from '../model/verdict.ts';
import type { FieldNames } from '../session/personal-keys.ts';
import { createRedaction } from '../session/redaction.ts';
import { shownId } from './dedup-id.ts';
import { redactConversion } from './redact.ts';

/** The document of `pixelpair check --format json` (docs/session-format.md). */
export type CheckJson = ReturnType<typeof toCheckJson>;

/** Redacts and writes it. `also`: fields that the user wants left out besides. */
export function toCheckJson({ conversions, totals }: Pick<Projection, 'conversions' | 'totals'>, also?: FieldNames) {
  const by = createRedaction(also);
  return { conversions: conversions.map((conversion) => writeConversion(redactConversion(conversion, by))), summary: totals };
}

function writeConversion({ platform, pixelId, eventName, verdict, value, currency, joinedBy, browser, server }: JudgedConversion) {
  const { outcome, basis, counted, expected, causes, keys, survivor, rule } = verdict;
  return {
    platform,
    pixelId,
    eventName,
    outcome,
    basis,
    counted,
    expected,
    value,
    currency,
    causes: causes.map((cause) => cause.id),
    joinedBy,
    browser: browser.map(({ event, mirrors }) => ({ eventId: shownId(event), at: iso(event.at), mirrors: mirrors.length, ...unverifiedNote(event) })),
    server: server.map((event) => ({ eventId: shownId(event), at: iso(event.receivedAt), sender: event.sender, ...unverifiedNote(event) })),
    keys: keys.map((comparison) => ({ key: comparison.key, browser: comparison.browser, server: comparison.server, result: comparison.result })),
    survivor,
    rule: { url: rule.source.url, checkedOn: rule.source.checkedOn },
  };
}

/** Only where there is something to say: what of the event's format is not verified. */
function unverifiedNote({ unverified }: { unverified?: string }): { unverified?: string } {
  return unverified === undefined ? {} : { unverified };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
