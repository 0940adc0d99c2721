import { spawnSync } from 'node:child_process';

/** Builds the extension once for all e2e files; `npm test` has built it already. */
export default function buildExtension(): void {
  if (process.env['PIXELPAIR_BUILT'] === '1') return;
  for (const browser of ['chrome', 'firefox']) {
    const { status } = spawnSync(process.execPath, ['node_modules/wxt/bin/wxt.mjs', 'build', '-b', browser], { stdio: 'inherit' });
    if (status !== 0) throw new Error(`The extension could not be built for ${browser}.`);
  }
}
