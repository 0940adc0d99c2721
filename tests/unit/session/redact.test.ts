import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SdkCall } from '../../../lib/model/event.ts';
import { fieldNames } from '../../../lib/session/personal-keys.ts';
import { redactBodyText, redactSdkCall } from '../../../lib/session/redact-capture.ts';
import { createRedaction } from '../../../lib/session/redaction.ts';
import { redactId, redactJsonText, redactQuery, redactText, redactUrl } from '../../../lib/session/redact.ts';

const HASH = 'b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e475514';
const email = fc.emailAddress().filter((address) => /^[\w.+-]+@/.test(address));
const publicIp = fc.ipV4().filter((ip) => !ip.startsWith('127.'));
const phone = fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1_000_000, max: 99_999_999 })).map(([country, rest]) => `+${country} ${rest}`);
const word = fc.stringMatching(/^[a-z]{3,8}$/).filter((name) => name !== 'jwt');

describe('text', () => {
  test.each([
    ['to jane@example.org now', 'to [email~1] now'],
    ['müller@bücher.example', '[email~1]'],
    ['from 203.0.113.77', 'from [ip~1]'],
    ['from 2001:db8::8a2e:370:7334', 'from [ip~1]'],
    ['call +49 (151) 234-5678', 'call [phone~1]'],
    ['Authorization: Bearer abc.def-123', 'Authorization: Bearer [removed~1]'],
    ['access_token=abc123&x=1', 'access_token=[removed~1]&x=1'],
    ['eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.c2ln', '[removed~1]'],
    [HASH, 'b4c9a289…'],
    ['see https://shop.test/?token=abc, then', 'see https://shop.test/?token=%5Bremoved~1%5D then'],
  ])('%s', (raw, redacted) => {
    expect(redactText(raw)).toBe(redacted);
  });

  test.each(['order-1013', '1013', '5f0c2a9e-7b1d-4c38-9a55-0e6b7a1f9d21', '1234567890123456', 'fb.1.1763733792000.1234567890', 'G-SHOP12345', 'oai::diagnostic', '2026-11-21T14:03:40.000Z', 'messageId-1795269792000-2457282617858-C4A1', '127.0.0.1', 'v2.9.252', '#1013', 'a@b', '1013::2'])(
    'keeps %s',
    (id) => {
      expect(redactText(id)).toBe(id);
    },
  );

  test('keeps a hash that is an ID', () => {
    expect(redactId(HASH)).toBe(HASH);
  });

  test('redacting twice changes nothing more', () => {
    const parts = fc.oneof(email, publicIp, phone, fc.constantFrom(HASH, 'access_token=', 'Bearer ', 'https://a.test/?key=', '%40', '…'), fc.string());
    fc.assert(
      fc.property(fc.array(parts).map((list) => list.join(' ')), (text) => {
        const once = redactText(text);
        expect(redactText(once)).toBe(once);
      }),
    );
  });
});

describe('wherever it stands, an e-mail, an IP or a phone number is gone from', () => {
  const secret = fc.oneof(email, publicIp, phone);
  const isGone = (output: string, value: string) => {
    for (const text of [output, decodeURIComponent(output), decodeURIComponent(output).replaceAll('+', ' ')]) expect(text).not.toContain(value.replace('+', ''));
  };

  test('a query', () => {
    fc.assert(fc.property(word, secret, (name, value) => isGone(redactUrl(`https://a.test/x?id=1&${name}=${encodeURIComponent(value)}&z=2`), value)));
  });

  test('a page address inside a query', () => {
    fc.assert(
      fc.property(word, secret, (name, value) => {
        const page = `https://shop.test/thanks?${name}=${encodeURIComponent(value)}`;
        isGone(decodeURIComponent(redactUrl(`https://a.test/x?dl=${encodeURIComponent(page)}`)), value);
      }),
    );
  });

  test('a matrix parameter', () => {
    fc.assert(fc.property(word, secret, (name, value) => isGone(redactUrl(`https://a.test/activity;src=1;${name}=${encodeURIComponent(value)};ord=1`), value)));
  });

  test('JSON, nested and packed as text', () => {
    fc.assert(fc.property(word, secret, (name, value) => isGone(redactBodyText(JSON.stringify({ data: [JSON.stringify({ [name]: [value] })], [name]: { deep: value } })).replace(/%/g, '%25'), value)));
  });

  test('urlencoded lines', () => {
    fc.assert(fc.property(word, secret, (name, value) => isGone(redactBodyText(`en=view&${name}=${encodeURIComponent(value)}\r\nen=add&x=1`), value)));
  });

  test('a multipart body', () => {
    fc.assert(fc.property(word, secret, (name, value) => isGone(redactBodyText(`--X\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--X--\r\n`).replace(/%/g, '%25'), value)));
  });
});

describe('a field that the user names is left out', () => {
  const also = createRedaction(fieldNames(['Loyalty_Id']));
  const value = fc.stringMatching(/^[A-Z]{6,12}$/);
  const key = fc.constantFrom('loyalty_id', 'LOYALTY_ID', 'cd[loyalty_id]', 'custom_data.loyalty_id');
  const without = (write: (name: string, text: string) => string) =>
    fc.assert(
      fc.property(key, value, (name, text) => {
        expect(write(name, text)).not.toContain(text);
      }),
    );

  test('of a query, a path and a page address in them', () => {
    without((name, text) => redactUrl(`https://a.test/x;u=1;${name}=${text};z=2?${name}=${text}&id=1`, also));
    without((name, text) => redactUrl(`https://a.test/x?dl=${encodeURIComponent(`https://shop.test/?${name}=${text}`)}`, also));
  });

  test('of a body, whatever its form', () => {
    without((name, text) => redactBodyText(JSON.stringify({ data: [JSON.stringify({ [name]: [text] })], [name]: { deep: text } }), also));
    without((name, text) => redactBodyText(`{"${name}":"${text}","cut":`, also));
    without((name, text) => redactBodyText(`en=view&${name}=${text}\r\nen=add&x=1`, also));
    without((name, text) => redactBodyText(`--X\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n--X--\r\n`, also));
    without((name, text) => redactUrl(`https://a.test/x?data=${encodeURIComponent(btoa(JSON.stringify({ [name]: text, filler: 'enough of it to be base64' })))}`, also).replace(/data=([^&]*)/, (_all, data: string) => atob(decodeURIComponent(data))));
  });

  test('of a call and a server event', () => {
    const call: SdkCall = { platform: 'meta', method: 'track', arguments: ['Purchase', { loyalty_id: 'SECRET' }], eventId: null, eventName: null, pixelIds: [], documentId: null, stack: null, at: 0 };
    expect(redactSdkCall(call, createRedaction(fieldNames(['Loyalty_Id']))).arguments).toEqual(['Purchase', { loyalty_id: '[removed~1]' }]);
  });

  test('and nothing else is', () => {
    const url = 'https://a.test/x?loyalty=1&my_loyalty_id=2&id=1';
    expect([redactUrl(url, also), redactUrl('https://a.test/x?loyalty_id=', also)]).toEqual([url, 'https://a.test/x?loyalty_id=']);
  });
});

describe('what is private by its name', () => {
  test.each([
    ['ud[fn]=Jane', 'ud[fn]=%5Bremoved~1%5D'],
    [`ud[em]=${HASH}`, 'ud[em]=b4c9a289%E2%80%A6'],
    ['ph=0151234567', 'ph=%5Bremoved~1%5D'],
    ['access_token=EAAB', 'access_token=%5Bremoved~1%5D'],
    ['api_secret=s', 'api_secret=%5Bremoved~1%5D'],
    ['key=wc_order_1', 'key=%5Bremoved~1%5D'],
    ['em=', 'em='],
  ])('%s', (raw, redacted) => {
    expect(redactUrl(`https://a.test/x?${raw}&id=1`)).toBe(`https://a.test/x?${redacted}&id=1`);
  });

  test('user data go, whatever they look like; the name of a product stays', () => {
    const body = { user_data: { first_name: 'Jane', city: 'Bonn', external_id: 'u-1', client_ip_address: '10.0.0.1' }, contents: [{ name: 'Blue widget' }] };
    expect(JSON.parse(redactBodyText(JSON.stringify(body)))).toEqual({
      user_data: { first_name: '[removed~1]', city: '[removed~2]', external_id: 'u-1', client_ip_address: '[removed~3]' },
      contents: [{ name: 'Blue widget' }],
    });
  });
});

describe('hostile text', () => {
  test.each([
    ['one long word', 'a'.repeat(400_000)],
    ['words joined by hyphens', 'a-'.repeat(200_000)],
    ['escapes without end', '%2B'.repeat(130_000)],
    ['URLs in URLs', 'https://a.test/x=https:'.repeat(20_000)],
    ['URLs in parameters', 'https://a.test/?u='.repeat(20_000)],
    ['lists in lists', '['.repeat(50_000) + ']'.repeat(50_000)],
    ['lists in lists that still parse', '['.repeat(2_000) + ']'.repeat(2_000)],
    ['lone surrogates', 'https://a.test/?em=\ud800&x=a@b.test\udc00'],
  ])('%s neither throws nor takes time that grows with its square', (_case, text) => {
    expect(redactBodyText(text)).toBeTypeOf('string');
    expect(redactUrl(text)).toBeTypeOf('string');
  });

  test('JSON that was cut still loses names and tokens', () => {
    expect(redactBodyText('{"user":{"first_name":"Jane","email":"jane@example.org"},"api_secret":"s","event":"Purchase","last_name":"Do')).toBe(
      '{"user":{"first_name":"[removed~1]","email":"[removed~2]"},"api_secret":"[removed~3]","event":"Purchase","last_name":"[removed~4]"',
    );
  });
});

describe('what is not private keeps its exact bytes', () => {
  test.each(['https://www.facebook.com/tr/?id=1&cd[value]=10.50&cd%5Bx%5D=a%20b+c&eid=&flag', 'https://a.test/activity;src=1;ord=%zz?', 'https://a.test/#x=1'])('%s', (url) => {
    expect(redactUrl(url)).toBe(url);
  });

  test('numbers of JSON keep their digits when a neighbour is redacted', () => {
    expect(redactJsonText('{"id":12345678901234567890,"value":10.50,"n":-1e3,"em":"jane@example.org"}')).toBe('{"id":12345678901234567890,"value":10.50,"n":-1e3,"em":"[removed~1]"}');
  });

  test('user info of a URL is no part of it', () => {
    expect(redactUrl('https://user:pass@a.test/x')).toBe('https://a.test/x');
  });
});

test('an address with a plus leaves a query whole, however the plus is written', () => {
  expect(redactQuery('m=jane%2Bshop%40mail.test&x=1')).toBe('m=%5Bemail~1%5D&x=1');
  // It reads as a space, so that the value is another one.
  for (const query of ['m=jane+shop@mail.test&x=1', 'm=+@mail.test&x=1']) expect(redactQuery(query)).toBe('m=%5Bemail%257E1%5D&x=1');
});

test('a hash that names the event stays whole, one that names a person is cut', () => {
  expect(redactQuery(`m.conversionId=${HASH}&em=${HASH}&external_id=${HASH}`)).toBe(`m.conversionId=${HASH}&em=b4c9a289%E2%80%A6&external_id=b4c9a289%E2%80%A6`);
  expect(redactJsonText(JSON.stringify({ event_id: HASH, user: { id: HASH } }))).toBe(JSON.stringify({ event_id: HASH, user: { id: 'b4c9a289…' } }));
});

test('base64 in a query is read though its pluses stand for spaces', () => {
  const packed = btoa(JSON.stringify({ note: '~~>~~>4 is jane@example.org' }));
  expect(packed).toContain('+');
  const [, data = ''] = /d=(.*)/.exec(redactUrl(`https://a.test/x?d=${packed}`)) ?? [];
  expect(atob(decodeURIComponent(data))).toContain('is [email~1]');
});
