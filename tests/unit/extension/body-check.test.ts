import { describe, expect, it } from 'vitest';
import { correctBody } from '../../../lib/extension/body-check.ts';
import type { CaptureBody } from '../../../lib/model/capture.ts';
import { details, NO_BODY } from './requests.ts';

const pending: CaptureBody = { kind: 'pending', reason: 'Blob' };
const form: CaptureBody = { kind: 'form', fields: [['na"me', 'ü'], ['file', 'file.json']] };
const BOUNDARY = '----geckoformboundary1';

const multipart = (parts: string): ReturnType<typeof details> =>
  details({
    requestHeaders: [
      { name: 'Content-Type', value: `multipart/form-data; boundary=${BOUNDARY}` },
      { name: 'Content-Length', value: String(new TextEncoder().encode(parts).length) },
    ],
  });
const part = (head: string, value: string): string => `--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;

describe('a beacon that Chromium shows no body of', () => {
  it('has none where no Content-Type was sent', () => {
    expect(correctBody(pending, details({ type: 'ping', requestHeaders: [{ name: 'Accept', value: '*/*' }] }))).toEqual(NO_BODY);
  });

  it('has one where a Content-Type was sent', () => {
    expect(correctBody(pending, details({ type: 'ping', requestHeaders: [{ name: 'content-type', value: 'text/plain' }] }))).toBeNull();
  });
});

it('a fetch without a Content-Type that Chromium shows no body of is a stream', () => {
  expect(correctBody(pending, details({ requestHeaders: [{ name: 'Accept', value: '*/*' }] }))).toBeNull();
});

describe('a multipart form in Firefox', () => {
  it('is whole where its fields make up the length', () => {
    const whole = `${part('name="na%22me"', 'ü')}${part('name="file"', 'file.json')}--${BOUNDARY}--\r\n`;
    expect(correctBody(form, multipart(whole))).toBeNull();
  });

  it('is partial where a file’s name stands for its content', () => {
    const sent = `${part('name="na%22me"', 'ü')}${part('name="file"; filename="file.json"', '{"a":1}')}--${BOUNDARY}--\r\n`;
    expect(correctBody(form, multipart(sent))).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining('file parts') as string });
  });

  it('is taken as told where no length is shown, as in Chromium', () => {
    expect(correctBody(form, details({ requestHeaders: [{ name: 'Content-Type', value: `multipart/form-data; boundary=${BOUNDARY}` }] }))).toBeNull();
  });
});
