import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../../demo/until.ts';
import { readLog, readProjection } from './hook-stage.ts';
import { openReceiver } from './matrix/receiver.ts';
import type { Receiver } from './matrix/receiver.ts';
import { tokenOf } from './matrix/recorded.ts';
import { openChromium } from './matrix/recording-browser.ts';
import type { RecordingChromium } from './matrix/recording-browser.ts';

let receiver: Receiver;
let profile: string;
let browser: RecordingChromium;

/** A browser that has recorded something, and is closed. */
beforeEach(async () => {
  receiver = await openReceiver();
  profile = await mkdtemp(join(tmpdir(), 'pixelpair-damaged-'));
  browser = await openChromium(receiver.port, [], profile);
  await send('before');
  await browser.close();
});

afterEach(async () => {
  await browser.close();
  await receiver.close();
  await rm(profile, { recursive: true, force: true });
});

/** Sends a pixel and waits until it is recorded. */
async function send(context: string): Promise<void> {
  await browser.visit(`https://shop.test/send?${new URLSearchParams({ context, senders: 'image' }).toString()}`);
  await until(`${context} to be recorded`, async () => (await recorded()).includes(`${context}.image`));
}

async function recorded(): Promise<string[]> {
  return (await readLog(browser)).flatMap(({ entry }) => (entry.kind === 'capture' ? [tokenOf(entry.capture)] : []));
}

const faults = async () => (await readProjection(browser)).health.faults.map(({ code, message }) => ({ code, message }));

/** Folder of the session log. */
async function logFolder(): Promise<string> {
  const folder = join(profile, 'Default', 'IndexedDB');
  const [name = ''] = (await readdir(folder)).filter((each) => each.startsWith('chrome-extension_') && each.endsWith('.leveldb'));
  return join(folder, name);
}

async function reopen(): Promise<void> {
  browser = await openChromium(receiver.port, [], profile);
}

test('a log that is whole is there again after a restart, and no fault is told', async () => {
  await reopen();
  await send('after');
  expect(await recorded()).toEqual(['before.image', 'after.image']);
  expect(await faults()).toEqual([]);
});

test('a damaged log: the user is told that it is lost, and recording goes on', async () => {
  const folder = await logFolder();
  for (const file of await readdir(folder)) await writeFile(join(folder, file), 'damaged');
  await reopen();
  await send('after');
  expect(await recorded()).toEqual(['after.image']);
  expect(await faults()).toEqual([{ code: 'log-lost', message: expect.stringContaining('found it damaged') as string }]);
});

test('a log that cannot be opened: the user is told why, and recording goes on in memory, over stops of the background too', async () => {
  const folder = await logFolder();
  await rm(folder, { recursive: true });
  await writeFile(folder, 'a file where the browser wants a folder');
  await reopen();
  await send('after');
  expect(await faults()).toEqual([{ code: 'log-unusable', message: expect.stringContaining('kept in memory') as string }]);
  await browser.stopBackground();
  await send('later');
  expect(await recorded()).toEqual(['after.image', 'later.image']);
});
