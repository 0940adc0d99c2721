import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rawPiiInFields, rawPiiInJson } from '../../../lib/platforms/raw-pii.ts';

describe('raw e-mail addresses and phone numbers', () => {
  test.each([
    ['ud[em]', 'jo@shop.test'],
    ['dl', 'https://shop.test/?mail=jo%40shop.test'],
    ['ud[ph]', '+49 30 1234567'],
    ['uid', 'a.b+c@mail.shop.co'],
  ])('%s=%s is one', (name, value) => {
    expect(rawPiiInFields([[name, value]]).map((issue) => issue.code)).toEqual(['raw-pii']);
  });

  test.each([
    ['ud[em]', '5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8'],
    ['cud[em]', '****@****.**'],
    ['dl', 'https://shop.test/logo@2x.png'],
    ['dl', 'https://social.test/@jo'],
    ['cd[order_id]', '4930123456'],
    ['ud[ph]', ''],
  ])('%s=%s is none', (name, value) => {
    expect(rawPiiInFields([[name, value]])).toEqual([]);
  });

  test('in JSON are named by their path', () => {
    const [issue] = rawPiiInJson({ user: { emails: ['x', 'jo@shop.test'] } });
    expect(issue?.message).toContain('user.emails');
  });

  test('never stand in the message, wherever they are', () => {
    const email = fc.emailAddress();
    fc.assert(
      fc.property(email, email, (name, value) => {
        const issues = [...rawPiiInFields([[name, value], [value, name]]), ...rawPiiInJson({ [name]: value })];
        for (const issue of issues) expect([issue.message.includes(name), issue.message.includes(value)]).toEqual([false, false]);
      }),
    );
  });
});
