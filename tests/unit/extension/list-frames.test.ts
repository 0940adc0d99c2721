import { describe, expect, it } from 'vitest';
import { listFrames } from '../../../lib/extension/list-frames.ts';

describe('the frames of a tab', () => {
  it('are those that the browser lists', async () => {
    const frame = { frameId: 0, url: 'https://shop.test/' };
    expect(await listFrames({ getAllFrames: ({ tabId }) => Promise.resolve(tabId === 7 ? [frame] : null) }, 7)).toEqual([frame]);
  });

  it('are none where there is no such tab, however the browser says so', async () => {
    const throwing = (): Promise<never> => {
      throw new Error('Type error for parameter details (Error processing tabId: Integer -1 is too small)');
    };
    expect(await listFrames({ getAllFrames: () => Promise.resolve(null) }, 7)).toEqual([]);
    expect(await listFrames({ getAllFrames: () => Promise.reject(new Error('No tab with id: 7')) }, 7)).toEqual([]);
    expect(await listFrames({ getAllFrames: throwing }, -1)).toEqual([]);
  });
});
