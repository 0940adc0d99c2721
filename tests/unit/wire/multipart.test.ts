import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { multipartBoundary, parseMultipart } from '../../../lib/wire/multipart.ts';

function body(lineEnd: string, boundary: string, fields: readonly (readonly [string, string])[]): string {
  const parts = fields.map(([name, value]) => [`--${boundary}`, `Content-Disposition: form-data; name="${name}"`, '', value, ''].join(lineEnd));
  return `${parts.join('')}--${boundary}--${lineEnd}`;
}

describe('a multipart body', () => {
  test.each(['\n', '\r\n', '\r\r\n'])('is read with line ends %j', (lineEnd) => {
    expect(parseMultipart(body(lineEnd, 'b1', [['id', '1'], ['ev', 'Lead']]), 'b1')).toEqual([['id', '1'], ['ev', 'Lead']]);
  });

  test('keeps line breaks inside a value and takes only the last one away', () => {
    expect(parseMultipart(body('\r\n', 'b', [['a', 'x\r\ny']]), 'b')).toEqual([['a', 'x\r\ny']]);
  });

  test('takes the name, not the file name', () => {
    const text = '--b\r\nContent-Disposition: form-data; filename="f.txt"; name="up"\r\n\r\nhi\r\n--b--';
    expect(parseMultipart(text, 'b')).toEqual([['up', 'hi']]);
  });

  test('gives back what a form put in', () => {
    const value = fc.stringMatching(/^[\w é€=&]*$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.stringMatching(/^[\w[\].]+$/), value), { minLength: 1 }), (fields) => {
        expect(parseMultipart(body('\r\n', 'xYz', fields), 'xYz')).toEqual(fields);
      }),
    );
  });
});

describe('the boundary', () => {
  test.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['multipart/form-data; boundary="a b"', 'a b'],
    ['text/plain', null],
  ])('of %s is %s', (contentType, boundary) => {
    expect(multipartBoundary('x', contentType)).toBe(boundary);
  });

  test('is found in the body where the content type is unknown', () => {
    expect(multipartBoundary('------WebKitFormBoundaryA\r\nContent-Disposition: form-data; name="id"\r\n\r\n1', null)).toBe('----WebKitFormBoundaryA');
  });

  test('is not seen in a body that only starts with dashes', () => {
    expect(multipartBoundary('--a=1&b=2', null)).toBeNull();
  });
});
