/** An escape that is none, or that is no ASCII: only such text can make decodeURIComponent throw. */
const NOT_ASCII = /%(?![0-7][\da-f])/i;

/** Runs of escapes that spell UTF-8, as RFC 3629 has it: neither overlong forms nor surrogates. */
const UTF8_ESCAPES =
  /(?:%[0-7][\da-f]|%(?:c[2-9a-f]|d[\da-f])%[89ab][\da-f]|%(?:e0%[ab][\da-f]|e[1-9a-cef]%[89ab][\da-f]|ed%[89][\da-f])%[89ab][\da-f]|%f(?:0%[9ab][\da-f]|[1-3]%[89ab][\da-f]|4%8[\da-f])(?:%[89ab][\da-f]){2})+/gi;

/**
 * Decodes `%XX` as UTF-8. An escape that is none, or that is no UTF-8, stays as it stands. Of short texts nothing is thrown on
 * the way: a hostile body of a million bad escapes would cost a million exceptions. Of long ones the exception is the lesser cost.
 */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  if (text.length > LONG) {
    try {
      return decodeURIComponent(text);
    } catch {
      // Read below.
    }
  }
  const isSound = !NOT_ASCII.test(text) || !text.replace(UTF8_ESCAPES, '').includes('%');
  return isSound ? decodeURIComponent(text) : text.replace(UTF8_ESCAPES, decodeURIComponent);
}

/** Characters. */
const LONG = 200;

/** Decodes a name or value of `a=1&b=2`, where `+` is a space. */
export function decodeParam(text: string): string {
  return decodePercent(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

/** Writes a name or value so that `decodeParam` gives it back. */
export function encodeParam(text: string): string {
  return text.replace(/[%&+=]/g, encodeURIComponent);
}
