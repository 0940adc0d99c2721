import type { CDPSession } from 'playwright-core';
import type { DemoBrowser } from '../../demo/browser.ts';

/** The heap of the extension's service worker. */
export interface BackgroundHeap {
  /** Bytes in use after a full collection. */
  read: () => Promise<number>;
}

interface Reply {
  id: number;
  result: { usedSize?: number };
}

/** Playwright has no session for a service worker: its messages travel inside those of the browser's. */
export async function openBackgroundHeap({ root, extensionId }: DemoBrowser): Promise<BackgroundHeap> {
  const { targetInfos } = await root.send('Target.getTargets');
  const worker = targetInfos.find(({ type, url }) => type === 'service_worker' && url.includes(extensionId));
  if (worker === undefined) throw new Error('The extension’s service worker does not run.');
  const { sessionId } = await root.send('Target.attachToTarget', { targetId: worker.targetId, flatten: false });
  const send = createSender(root, sessionId);
  return {
    read: async () => {
      await send('HeapProfiler.collectGarbage');
      return (await send('Runtime.getHeapUsage')).usedSize ?? NaN;
    },
  };
}

function createSender(root: CDPSession, sessionId: string): (method: string) => Promise<Reply['result']> {
  const waiting = new Map<number, (result: Reply['result']) => void>();
  let lastId = 0;
  root.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as Reply;
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  return async (method) => {
    const id = (lastId += 1);
    const answered = new Promise<Reply['result']>((resolve) => waiting.set(id, resolve));
    await root.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    return answered;
  };
}
