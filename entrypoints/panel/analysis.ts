import type { Analysis } from '../../components/analysis.ts';
import { custodyOf } from '../../lib/dedup/custody.ts';
import type { DedupContext } from '../../lib/dedup/context.ts';
import { judgeWhatIf } from '../../lib/dedup/what-if.ts';
import type { LoggedEntry } from '../../lib/model/log.ts';
import type { MatchSettings } from '../../lib/model/settings.ts';
import { platformById } from '../../lib/platforms/registry.ts';
import { coverageOf, coverageTrend } from '../../lib/report/coverage.ts';
import { redactConversion } from '../../lib/report/redact.ts';
import { timelineOf } from '../../lib/report/timeline.ts';
import { ordersOf, walkOrder } from '../../lib/session/order-walk.ts';
import { fieldNames } from '../../lib/session/personal-keys.ts';
import { redactCapture } from '../../lib/session/redact-capture.ts';
import { createRedaction } from '../../lib/session/redaction.ts';
import { compareRevisit } from '../../lib/session/revisit.ts';
import { createStandIns } from '../../lib/session/stand-ins.ts';
import { applyEntry, emptyState, relayEvidence } from '../../lib/session/state.ts';

/** What is judged by: the session that is shown. */
export interface Judged {
  entries: () => readonly LoggedEntry[];
  settings: () => MatchSettings;
  /** Names of fields that copies leave out, too. */
  redactedFields: () => readonly string[];
}

/** The engine as the views ask it. */
export function createAnalysis({ entries, settings, redactedFields }: Judged): Analysis {
  // Copies out of one panel are read side by side.
  const standIns = createStandIns();
  const redaction = () => createRedaction(fieldNames(redactedFields()), standIns);
  return {
    custodyOf,
    judgeDelay: (conversion, serverDelayMs) => {
      const platform = platformById(conversion.platform);
      if (!platform) return conversion.verdict;
      return judgeWhatIf({ platform, settings: settings(), ...evidenceOf(entries()) }, conversion, { serverDelayMs });
    },
    coverageOf,
    coverageTrend,
    timelineOf,
    walkOrder,
    ordersOf,
    compareRevisit,
    redactConversion: (conversion) => redactConversion(conversion, redaction()),
    redactCapture: (capture) => redactCapture(capture, redaction()),
  };
}

/** How far the relay was asked and when the browser was recorded, from the log's own words. */
function evidenceOf(entries: readonly LoggedEntry[]): Pick<DedupContext, 'relay' | 'recorded'> {
  const state = emptyState();
  for (const { entry } of entries) {
    if (entry.kind === 'relay-answer' || entry.kind === 'relay-evidence' || entry.kind === 'recording') applyEntry(state, entry);
  }
  return { relay: relayEvidence(state), recorded: state.recorded };
}
