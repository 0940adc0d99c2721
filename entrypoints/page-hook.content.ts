import { defineContentScript } from 'wxt/utils/define-content-script';
import { installHook } from '../lib/extension/page-hook/install.ts';

export default defineContentScript({
  // Registered at run time (lib/extension/page-hook/registration.ts), so that it can be switched off.
  registration: 'runtime',
  matches: ['<all_urls>'],
  world: 'MAIN',
  main: installHook,
});
