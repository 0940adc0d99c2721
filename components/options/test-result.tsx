import { Check, CircleHelp, X } from 'lucide-preact';
import type { ConnectionStep } from '../../lib/model/relay.ts';
import { OPTIONS } from '../strings.ts';
import type { ConnectionTest } from './options-store.ts';

/** The steps of a connection test, each with its finding; the first that failed says what to do. */
export function TestResult({ test }: { test: ConnectionTest | undefined }) {
  return (
    <div role="status" class="test-result">
      {test !== undefined && test !== 'running' && <Findings test={test} />}
    </div>
  );
}

function Findings({ test }: { test: Exclude<ConnectionTest, 'running'> }) {
  if ('failed' in test) return <p class="bad">{test.failed}</p>;
  return (
    <ol>
      {test.map((step) => (
        <Finding key={step.step} {...step} />
      ))}
    </ol>
  );
}

const LOOKS = {
  true: { Icon: Check, tone: 'ok', word: OPTIONS.stepOk },
  false: { Icon: X, tone: 'bad', word: OPTIONS.stepFailed },
  null: { Icon: CircleHelp, tone: 'open', word: OPTIONS.stepOpen },
} as const;

function Finding({ step, ok, message }: ConnectionStep) {
  const { Icon, tone, word } = LOOKS[`${ok}`];
  return (
    <li class={tone}>
      <Icon size={14} aria-hidden="true" />
      <span>
        <b>
          {OPTIONS.stepNames[step]} {word}
        </b>{' '}
        <span class="muted">{message}</span>
      </span>
    </li>
  );
}
