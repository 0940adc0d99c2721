/** The one door to the browser's own API: promises in Chromium and Firefox alike. */
export { default as browser } from 'webextension-polyfill';
