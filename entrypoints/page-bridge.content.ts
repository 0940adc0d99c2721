import { defineContentScript } from 'wxt/utils/define-content-script';
import { startBridge } from '../lib/extension/page-bridge.ts';
import { sendToBackground } from '../lib/extension/send-record.ts';

export default defineContentScript({
  matches: ['<all_urls>'],
  allFrames: true,
  matchOriginAsFallback: true,
  runAt: 'document_start',
  main: () => startBridge({ channel: performance, document, send: sendToBackground, now: () => Date.now() }),
});
