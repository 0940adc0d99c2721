import { readFileSync } from 'node:fs';
import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { barePageHook } from './scripts/bare-page-hook.ts';

/** Nothing is sent to the add-on's makers. */
const gecko = { id: 'pixelpair@pixelpair.dev', strict_min_version: '128.0', data_collection_permissions: { required: ['none'] } };

export default defineConfig({
  srcDir: '.',
  imports: false,
  manifestVersion: 3,
  modules: ['@wxt-dev/webextension-polyfill'],
  vite: () => ({ plugins: [preact(), barePageHook()] }),
  hooks: {
    // The welcome links it. With a byte order mark, since an extension's files come without a charset.
    'build:publicAssets': (_wxt, files) => {
      files.push({ relativeDest: 'relay-contract.txt', contents: `\uFEFF${readFileSync('docs/relay-contract.md', 'utf8')}` });
    },
  },
  manifest: ({ browser }) => ({
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'en',
    permissions: ['webRequest', 'webNavigation', 'storage', 'unlimitedStorage', 'alarms', 'scripting'],
    // A request is shown only where both its target and its page are granted, and a shop can be any page (docs/architecture.md).
    host_permissions: ['<all_urls>'],
    // Chromium gives private windows a recorder and a log of their own, in memory, that end with them; Firefox knows one for all.
    incognito: browser === 'firefox' ? 'spanning' : 'split',
    // Chromium's default. Firefox's own would turn every http request into https, and a relay on this machine speaks http.
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'self'" },
    action: { default_title: 'Pixelpair' },
    ...(browser === 'firefox' ? { browser_specific_settings: { gecko } } : { minimum_chrome_version: '126' }),
  }),
});
