import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rawPiiInJson, rawPiiInParams } from '../../../lib/platforms/raw-pii.ts';
import { readFields, toUrlencoded } from '../../../lib/wire/urlencoded.ts';

const inField = (name: string, value: string) => rawPiiInParams(toUrlencoded([[name, value]]));

describe('raw e-mail addresses and phone numbers', () => {
  test.each([
    ['ud[em]', 'jo@shop.test'],
    ['dl', 'https://shop.test/?mail=jo%40shop.test'],
    ['ud[ph]', '+49 30 1234567'],
    ['uid', 'a.b+c@mail.shop.co'],
  ])('%s=%s is one', (name, value) => {
    expect(inField(name, value).map((issue) => issue.code)).toEqual(['raw-pii']);
  });

  test.each([
    ['ud[em]', '5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8'],
    ['cud[em]', '****@****.**'],
    ['dl', 'https://shop.test/logo@2x.png'],
    ['dl', 'https://social.test/@jo'],
    ['cd[order_id]', '4930123456'],
    ['ud[ph]', ''],
  ])('%s=%s is none', (name, value) => {
    expect(inField(name, value)).toEqual([]);
  });

  test('in JSON are named by their path', () => {
    const [issue] = rawPiiInJson({ user: { emails: ['x', 'jo@shop.test'] } });
    expect(issue?.message).toContain('user.emails');
  });

  test('never stand in the message, wherever they are', () => {
    const email = fc.emailAddress();
    fc.assert(
      fc.property(email, email, (name, value) => {
        const issues = [...inField(name, value), ...inField(value, name), ...rawPiiInJson({ [name]: value })];
        for (const issue of issues) expect([issue.message.includes(name), issue.message.includes(value)]).toEqual([false, false]);
      }),
    );
  });

  test('are found in parameters however they are escaped, as in the decoded values', () => {
    const escaped = (sign: string) => fc.constantFrom(sign, `%${sign.charCodeAt(0).toString(16)}`, `%25${sign.charCodeAt(0).toString(16)}`);
    const spelt = (text: string) => fc.tuple(...Array.from(text, escaped)).map((signs) => signs.join(''));
    const pair = fc.tuple(fc.oneof(spelt('phone'), spelt('ud[ph]'), fc.constant('em')), fc.oneof(spelt('a@b.de'), spelt('a%40b.de'), spelt('+49 30 123456')));
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const text = pairs.map((each) => each.join('=')).join('&');
        const first = readFields(text).find(([name, value]) => rawPiiInJson({ [name]: value }).length > 0);
        expect(rawPiiInParams(text)).toEqual(first ? rawPiiInJson({ [first[0]]: first[1] }) : []);
      }),
      { numRuns: 1000 },
    );
  });

  test('are passed over in the parameters that are exempt', () => {
    expect(rawPiiInParams('event=jo@shop.test', new Set(['event']))).toEqual([]);
    expect(rawPiiInParams('event=jo@shop.test&dl=jo@shop.test', new Set(['event']))[0]?.message).toContain('dl');
  });
});
