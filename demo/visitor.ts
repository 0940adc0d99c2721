import type { Visitor } from './orders.ts';

/** The click IDs and pixel cookies that the buyer's browser sends along with the order. */
export function readVisitor(cookies: Readonly<Record<string, string>>, email: string, userAgent: string): Visitor {
  const cookie = (name: string): string | null => cookies[name] ?? null;
  return {
    email,
    // RFC 5737 documentation address: the buyer is this computer.
    ip: '203.0.113.7',
    userAgent,
    fbp: cookie('_fbp'),
    fbc: cookie('_fbc'),
    ttp: cookie('_ttp'),
    ttclid: cookie('ttclid'),
    gaClientId: cookie('_ga')?.split('.').slice(2).join('.') ?? null,
    gclid: cookie('_gcl_aw')?.split('.').slice(2).join('.') ?? null,
    oppref: cookie('__oppref'),
    obref: cookie('__obref'),
  };
}
