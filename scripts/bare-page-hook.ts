import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const INSTALL = fileURLToPath(new URL('../lib/extension/page-hook/install.ts', import.meta.url));
const WRAPPER = /virtual:wxt-content-script-main-world-entrypoint\?.*page-hook/;

/**
 * Builds the page hook without WXT's wrapper (a promise, a logger): it runs in every page before the page does, so it is as small
 * as it can be, and a fault of it is nothing to write into the page's console.
 */
export function barePageHook(): Plugin {
  const id = '\0bare-page-hook';
  return {
    name: 'bare-page-hook',
    enforce: 'pre',
    resolveId: (source) => (WRAPPER.test(source) ? id : undefined),
    load: (loaded) => (loaded === id ? `import { installHook } from ${JSON.stringify(INSTALL)};\ninstallHook();\n` : undefined),
  };
}
