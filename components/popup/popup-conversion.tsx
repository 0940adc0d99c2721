import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { CopyButton } from '../copy-button.tsx';
import { idLines, idValues } from '../event-ids.ts';
import { MarkedText } from '../marked-text.tsx';
import { OutcomeIcon } from '../outcome.tsx';
import { OUTCOME_WORDS, POPUP, eventTitle } from '../strings.ts';

/** One conversion: what it is, its IDs to copy, and the verdict with its decisive cause. */
export function PopupConversion({ conversion }: { conversion: JudgedConversion }) {
  const { platform, eventName, verdict } = conversion;
  const name = eventTitle(platform, eventName);
  const ids = idText(conversion);
  const [cause] = verdict.causes;
  return (
    <li>
      <OutcomeIcon outcome={verdict.outcome} />
      <strong>{name}</strong>
      <IdsInOneLine conversion={conversion} />
      <em>{cause === undefined ? OUTCOME_WORDS[verdict.outcome] : `${OUTCOME_WORDS[verdict.outcome]}: ${cause.detail}`}</em>
      {ids !== null && (
        <span class="copy">
          <CopyButton name={POPUP.copyId(name)} text={() => ids} iconOnly />
        </span>
      )}
    </li>
  );
}

function IdsInOneLine({ conversion }: { conversion: JudgedConversion }) {
  return (
    <code>
      {idLines(conversion).map(({ runs, note }, index) => (
        <span key={index}>
          {index > 0 && ' / '}
          <MarkedText runs={runs} />
          {note !== null && <span class="muted">{runs.length > 0 ? ` ${note}` : note}</span>}
        </span>
      ))}
    </code>
  );
}

/** What the copy button copies: the ID, or both where they differ; null where there is none. */
function idText(conversion: JudgedConversion): string | null {
  const { browser, server } = idValues(conversion);
  if (browser !== null && server !== null && browser !== server) return POPUP.bothIds(browser, server);
  return browser ?? server;
}
