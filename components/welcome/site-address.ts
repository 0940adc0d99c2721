/** A typed address as one that can be opened; https where no scheme was typed, null where it is no web address. */
export function siteAddress(typed: string): string | null {
  const text = typed.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!/^https?:/i.test(address) || /\s/.test(address) || !URL.canParse(address)) return null;
  return new URL(address).href;
}
