/** First-party cookies as the pixels keep them. */
export function readCookie(name) {
  const pair = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${name}=`));
  return pair ? decodeURIComponent(pair.slice(name.length + 1)) : null;
}

/** Returns the cookie's value, written now where `make` gives one and there is none yet. */
export function keepCookie(name, make) {
  const known = readCookie(name);
  if (known) return known;
  const value = make();
  if (value) document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=7776000; secure; samesite=lax`;
  return value;
}

/** A click ID from the landing URL. */
export function landingParameter(name) {
  return new URLSearchParams(location.search).get(name);
}

export function randomDigits(length) {
  return Array.from({ length }, () => Math.floor(Math.random() * 10)).join('');
}
