const ALPHABET = /^[A-Za-z0-9+/]+={0,2}$/;
const ASCII = /^[\u0000-\u007f]*$/;
const UTF8 = new TextDecoder();

/** Bytes of base64 text, standard or URL-safe, with or without padding; null where it is none. */
export function decodeBase64(text: string): Uint8Array | null {
  const binary = toBinary(text);
  return binary === null ? null : bytesOf(binary);
}

/** The bytes as characters U+0000 to U+00FF; null where the text is no base64. A space is a `+` that a query reader took for one. */
function toBinary(text: string): string | null {
  const standard = text.replaceAll(' ', '+').replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/');
  if (!ALPHABET.test(standard)) return null;
  try {
    return atob(standard.replace(/=+$/, ''));
  } catch {
    return null;
  }
}

function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** UTF-8 text of base64 text; null where it is no base64. */
export function decodeBase64Text(text: string): string | null {
  const binary = toBinary(text);
  return binary === null || ASCII.test(binary) ? binary : decodeUtf8(bytesOf(binary));
}

/** UTF-8 text of bytes; what is no UTF-8 becomes U+FFFD, a byte-order mark goes. */
export function decodeUtf8(bytes: Uint8Array): string {
  return UTF8.decode(bytes);
}
