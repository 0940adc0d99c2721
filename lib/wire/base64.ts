const ALPHABET = /^[A-Za-z0-9+/]+={0,2}$/;

/** Bytes of base64 text, standard or URL-safe, with or without padding; null where it is none. */
export function decodeBase64(text: string): Uint8Array | null {
  const standard = text.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/');
  if (!ALPHABET.test(standard)) return null;
  try {
    return Uint8Array.from(atob(standard.replace(/=+$/, '')), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}

/** UTF-8 text of base64 text; null where it is no base64. */
export function decodeBase64Text(text: string): string | null {
  const bytes = decodeBase64(text);
  return bytes && decodeUtf8(bytes);
}

/** UTF-8 text of bytes; what is no UTF-8 becomes U+FFFD, a byte-order mark goes. */
export function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
