import { readFile } from 'node:fs/promises';
import type { DevtoolsPanel } from './devtools-panel.ts';

const EXPORTS = { html: 'HTML report', csv: 'CSV table', json: 'JSON report', session: 'Session file' } as const;

/** Exports by the panel's own menu and returns the file that the browser saved. */
export async function exportFromPanel({ frame, devtools }: DevtoolsPanel, kind: keyof typeof EXPORTS): Promise<{ name: string; text: string }> {
  const download = devtools.waitForEvent('download');
  await frame.getByRole('button', { name: 'Export report' }).click();
  await frame.getByRole('button', { name: EXPORTS[kind] }).click();
  const file = await download;
  const text = await readFile(await file.path(), 'utf8');
  await file.delete();
  return { name: file.suggestedFilename(), text };
}
