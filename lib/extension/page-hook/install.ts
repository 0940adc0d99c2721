import { attemptTrap, describeFetch, describeSend, describeSubmit, describeUrl, noteHeader, noteOpen, type Describe } from './attempts.ts';
import type { PageAttempt } from '../../model/page-record.ts';
import { NOT_IN_BROWSER } from './channel.ts';
import { rememberBlob, rememberFormPart } from './bodies.ts';
import { attempt, defineProperty, ownProperty, type Callable } from './natives.ts';
import { watchSdk } from './sdk-finder.ts';
import { SDK_SHAPES } from './sdk-shapes.ts';
import { callsPass, classesPass, queuesPass, type Check } from './self-test.ts';
import { claimDocument, openChannel, setPart, type Part } from './sender.ts';
import { after, makeClassSpy, maskSpies, spyOn } from './spy.ts';

/** Installs one part, if its self-test passes; a part that stays off says why, and the others go on. */
function installPart(part: Part, check: Check, install: () => boolean): void {
  try {
    setPart(part, check() ? (install() ? null : NOT_IN_BROWSER) : 'self-test failed');
  } catch (error) {
    setPart(part, `${error as string}`);
  }
}

function watchBlobs(): boolean {
  const { prototype } = Blob;
  const value = makeClassSpy(Blob as unknown as Callable, (blob, args) => attempt(() => rememberBlob(blob, args)));
  return (
    defineProperty(window, 'Blob', { ...ownProperty(window, 'Blob'), value }) &&
    defineProperty(prototype, 'constructor', { ...ownProperty(prototype, 'constructor'), value }) &&
    spyOn(FormData.prototype, 'append', after(rememberFormPart)) &&
    spyOn(FormData.prototype, 'set', after(rememberFormPart))
  );
}

function watchAttempts(look: () => void): void {
  const xhr = XMLHttpRequest.prototype;
  const places: [PageAttempt['api'], object, string, Describe][] = [
    ['fetch', window, 'fetch', describeFetch],
    ['fetch-later', window, 'fetchLater', describeFetch],
    ['beacon', Navigator, 'sendBeacon', describeUrl],
    ['image', HTMLImageElement, 'src', describeUrl],
    ['script', HTMLScriptElement, 'src', describeUrl],
    ['form', HTMLFormElement, 'submit', describeSubmit],
    ['xhr', XMLHttpRequest, 'send', describeSend],
  ];
  for (const [api, owner, key, describe] of places) installPart(api, callsPass, () => spyOn((owner as { prototype?: object }).prototype ?? owner, key, attemptTrap(api, describe, look)));
  spyOn(xhr, 'open', after(noteOpen));
  spyOn(xhr, 'setRequestHeader', after(noteHeader));
}

/**
 * The other moments at which an SDK may have appeared: between two scripts while the document is parsed, and when an external
 * script has run (its `load` event comes right after, in the same task). Nothing is polled.
 */
function watchScripts(look: () => void): void {
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
  const loaded = ({ target }: Event): void => {
    if (target === document) observer.disconnect();
    if (target === document || target instanceof HTMLScriptElement) look();
  };
  addEventListener('load', loaded, true);
}

/** Starts the hook in this document, before the page's first script. */
export function installHook(): void {
  if (!claimDocument()) return;
  const looks: (() => void)[] = [];
  const look = (): void => looks.forEach((each) => each());
  installPart('blob', classesPass, watchBlobs);
  watchAttempts(look);
  for (const shape of SDK_SHAPES) installPart(shape[0], queuesPass, () => looks.push(watchSdk(shape)) > 0);
  watchScripts(look);
  openChannel();
  if (callsPass()) maskSpies();
}
