import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../relay/redact.ts';

const redactor = createRedactor('secret-1');
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('fingerprints', () => {
  it('are equal for a value and its hash, whatever the spelling of the address', () => {
    expect(redactor.fingerprints('em', [' Anna@Example.com '])).toEqual(redactor.fingerprints('em', [sha('anna@example.com').toUpperCase()]));
  });

  it('keep the case of what is no address', () => {
    expect(redactor.fingerprints('fbp', ['fb.1.A'])).not.toEqual(redactor.fingerprints('fbp', ['fb.1.a']));
  });

  it('are different at another relay, and not the plain hash', () => {
    const [fingerprint] = redactor.fingerprints('em', ['a@b.co']);
    expect(createRedactor('secret-2').fingerprints('em', ['a@b.co'])).not.toEqual([fingerprint]);
    expect(sha('a@b.co')).not.toContain(fingerprint);
  });

  it('are not made of addresses and browsers at all', () => {
    expect(redactor.fingerprints('client_ip_address', ['10.1.2.3'])).toEqual([]);
    expect(redactor.summarise('client_user_agent', ['Mozilla'])).toEqual({ n: 1, form: 'dropped', fp: null });
  });

  it('are told in eight digits with the number and form of the values', () => {
    const told = redactor.summarise('em', [sha('a'), sha('b')]);
    expect(told).toMatchObject({ n: 2, form: 'sha256' });
    expect(told.fp).toMatch(/^[0-9a-f]{8}$/);
    expect(redactor.summarise('em', ['a@b.co']).form).toBe('plain');
  });
});

describe('scrubbing', () => {
  it('replaces addresses and phone numbers, the same ones by the same mark', () => {
    const text = redactor.scrub('for anna@example.com and anna%40example.com or +49 (171) 123-4567');
    expect(text).not.toMatch(/anna|171/);
    expect(redactor.scrub('anna@example.com')).toBe(redactor.scrub('anna@example.com'));
    expect(redactor.scrub('anna@example.com')).not.toBe(redactor.scrub('otto@example.com'));
  });

  it('leaves IDs as they are', () => {
    for (const id of ['order.10023', '8f14e45f-ceea-467f-a8d1-5b1c2d3e4f50', '#1013', 'fb.1.1762902353.12', '2026-11-22', '4917112345678']) {
      expect(redactor.scrub(id)).toBe(id);
    }
  });
});
