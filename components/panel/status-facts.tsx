import type { CaptureStatus, HookFrame } from '../../lib/model/capture-status.ts';
import { CAPTURE_STATUS } from '../strings.ts';
import { Fact } from './health-fact.tsx';

/** What can be seen of the inspected tab: the permission with its button, and the page hook frame by frame. */
export function StatusFacts({ status, onGrant }: { status: CaptureStatus; onGrant: () => void }) {
  const { permitted, dropped } = status;
  return (
    <>
      {permitted ? (
        <HookFact status={status} />
      ) : (
        <Fact tone="error">
          {CAPTURE_STATUS.permissionLost}{' '}
          <button type="button" class="button" onClick={onGrant}>
            {CAPTURE_STATUS.grant}
          </button>
        </Fact>
      )}
      {dropped > 0 && (
        <Fact tone="warn" title={CAPTURE_STATUS.droppedHint}>
          {CAPTURE_STATUS.dropped(dropped)}
        </Fact>
      )}
    </>
  );
}

function HookFact({ status: { hookOn, frames } }: { status: CaptureStatus }) {
  if (!hookOn) {
    return (
      <Fact tone="plain" title={CAPTURE_STATUS.hookOffHint}>
        {CAPTURE_STATUS.hookOff}
      </Fact>
    );
  }
  const absent = frames.filter(({ state }) => state === 'absent');
  const impaired = frames.filter(({ state }) => state === 'off' || state === 'partly');
  if (absent.length > 0) return <FrameFact frames={[...absent, ...impaired]}>{CAPTURE_STATUS.hookAbsent(absent.length, frames.length)}</FrameFact>;
  if (impaired.length > 0) return <FrameFact frames={impaired}>{CAPTURE_STATUS.hookPartly(impaired.length, frames.length)}</FrameFact>;
  return frames.length === 0 ? null : <Fact tone="good">{CAPTURE_STATUS.hookOn(frames.length)}</Fact>;
}

function FrameFact({ frames, children }: { frames: readonly HookFrame[]; children: string }) {
  return (
    <Fact tone="warn" title={frames.map(({ url, reasons }) => CAPTURE_STATUS.frame(url, reasons.join('; '))).join('\n')}>
      {children}
    </Fact>
  );
}
