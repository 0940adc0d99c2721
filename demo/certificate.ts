import { generate } from 'selfsigned';

/** A key and a certificate for this run only: the browser is told not to check it, nothing of it is written to disk. */
export async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const made = await generate([{ name: 'commonName', value: 'Pixelpair demo' }], { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' });
  return { key: made.private, cert: made.cert };
}
