const NativeError = Error;

const MAX_FRAMES = 12;

/** Frames of this script: Chromium names its file, Firefox says `<anonymous code>`. */
const OWN_FRAME = /page-hook\.js|anonymous c/;

/** Who called, the page's frames alone; null where asking would run the page's code (`Error.prepareStackTrace`). */
export function stackNow(): string | null {
  if ((NativeError as { prepareStackTrace?: unknown }).prepareStackTrace) return null;
  const frames = new NativeError().stack?.split(/\n\s*/).slice(1).filter((line) => line && !OWN_FRAME.test(line));
  return frames?.slice(0, MAX_FRAMES).join('\n') || null;
}
