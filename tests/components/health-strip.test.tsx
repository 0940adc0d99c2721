import { cleanup, render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { HealthStrip } from '../../components/panel/health-strip.tsx';
import type { CaptureStatus, HookFrame } from '../../lib/model/capture-status.ts';
import type { CaptureHealth } from '../../lib/model/projection.ts';
import { health } from './builders.ts';
import './clean-page.ts';

const frame = (state: HookFrame['state'], reasons: string[] = []): HookFrame => ({ url: `https://shop.test/${state}`, state, reasons });

function show(status: Partial<CaptureStatus> | null, fields: Partial<CaptureHealth> = {}) {
  const onGrant = vi.fn();
  const full = status === null ? null : { permitted: true, hookOn: true, frames: [frame('on')], dropped: 0, ...status };
  render(<HealthStrip health={health(fields)} apart={[]} status={full} onGrant={onGrant} />);
  return { onGrant, text: screen.getByRole('contentinfo').textContent };
}

test.each<[string, Partial<CaptureStatus>, string]>([
  ['on', {}, 'Page hook on'],
  ['on in several frames', { frames: [frame('on'), frame('on')] }, 'Page hook on in 2 frames'],
  ['switched off', { hookOn: false }, 'Page hook off'],
  ['not in a page that was there before it', { frames: [frame('absent')] }, 'Page hook not in this page yet: reload it'],
  ['not in one frame', { frames: [frame('on'), frame('absent')] }, 'Page hook missing in 1 of 2 frames'],
  ['incomplete', { frames: [frame('on'), frame('partly')] }, 'Page hook incomplete in 1 of 2 frames'],
])('the hook is %s', (_name, status, words) => {
  expect(show(status).text).toContain(words);
});

test('why a frame’s hook is not whole stands behind it', () => {
  show({ frames: [frame('partly', ['fbq: its self-test failed'])] });
  expect(screen.getByTitle('https://shop.test/partly: fbq: its self-test failed').textContent).toContain('incomplete');
});

test('a page of the browser itself has no frame with a hook, and none is claimed', () => {
  expect(show({ frames: [] }).text).not.toContain('hook');
});

test('a lost permission is said, with the button that asks for it again', async () => {
  const { onGrant, text } = show({ permitted: false });
  expect(text).toContain('Access to all sites is missing: nothing is recorded');
  await userEvent.click(screen.getByRole('button', { name: 'Grant access' }));
  expect(onGrant).toHaveBeenCalledOnce();
});

test('a lost permission is said once, and a hook that sees no page is not called on', () => {
  const fault = { at: 1, code: 'permission-lost', message: 'The browser no longer lets Pixelpair see requests.' };
  const lost = show({ permitted: false, frames: [frame('on')] }, { faults: [fault] });
  expect([lost.text.includes(fault.message), lost.text.includes('Page hook')]).toEqual([false, false]);
  cleanup();
  const disk = { at: 2, code: 'log-full', message: 'The disk is full.' };
  expect(show({ permitted: false }, { faults: [disk, fault] }).text).toContain(disk.message);
});

test('bodies that could not be read stand with their reasons, calls without a request with theirs', () => {
  const attempt = { platform: 'meta', api: 'image', stack: null, method: 'GET', url: 'https://www.facebook.com/tr/', documentId: 'D1', tabId: 7, pageUrl: null, why: 'coalesced', at: 1 } as const;
  show({}, { unreadableBodies: 3, unreadableReasons: [{ reason: 'a Blob', count: 2 }, { reason: 'a stream', count: 1 }], attempts: [attempt] });
  expect(screen.getByText('3 bodies unreadable').closest('[title]')?.getAttribute('title')).toBe('a Blob (2)\na stream (1)');
  expect(screen.getByText('1 call without a request').closest('[title]')?.getAttribute('title')).toContain('requested before');
});

test('records that were dropped are counted', () => expect(show({ dropped: 12 }).text).toContain('12 page records dropped'));

test('of an opened file nothing is said about the tab', () => expect(show(null).text).not.toContain('hook'));
