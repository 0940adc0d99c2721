import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';

const gecko = { id: 'pixelpair@pixelpair.dev', strict_min_version: '128.0' };

export default defineConfig({
  srcDir: '.',
  imports: false,
  manifestVersion: 3,
  modules: ['@wxt-dev/webextension-polyfill'],
  vite: () => ({ plugins: [preact()] }),
  manifest: ({ browser }) => ({
    name: 'Pixelpair',
    description: 'Will the ad platform count this conversion once? Pairs browser pixels with server events and shows the proof.',
    permissions: ['webRequest', 'webNavigation', 'storage', 'unlimitedStorage', 'alarms'],
    // A request is shown only where both its target and its page are granted, and a shop can be any page (docs/architecture.md).
    host_permissions: ['<all_urls>'],
    // Chromium's default. Firefox's own would turn every http request into https, and a relay on this machine speaks http.
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'self'" },
    action: { default_title: 'Pixelpair' },
    ...(browser === 'firefox' ? { browser_specific_settings: { gecko } } : { minimum_chrome_version: '126' }),
  }),
});
