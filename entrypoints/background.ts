import { defineBackground } from 'wxt/utils/define-background';
import { browser } from '../lib/extension/browser.ts';
import { startBackground } from '../lib/extension/background.ts';

export default defineBackground({ type: 'module', main: () => startBackground(browser) });
