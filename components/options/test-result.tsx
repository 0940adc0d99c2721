import { Check, X } from 'lucide-preact';
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
      {test.map(({ step, ok, message }) => (
        <li key={step} class={ok ? 'ok' : 'bad'}>
          {ok ? <Check size={14} aria-hidden="true" /> : <X size={14} aria-hidden="true" />}
          <span>
            <b>
              {OPTIONS.stepNames[step]} {ok ? OPTIONS.stepOk : OPTIONS.stepFailed}
            </b>{' '}
            <span class="muted">{message}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
