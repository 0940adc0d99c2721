import { describe, expect, it } from 'vitest';
import { readEnvironment, RelaySettingError } from '../../../relay/env.ts';

describe('settings of the environment', () => {
  it('default to loopback, port 8787, a file in the folder, no named pixel and no upstream', () => {
    expect(readEnvironment({})).toEqual({
      port: 8787, host: '127.0.0.1', dbPath: './pixelpair-relay.sqlite', tokens: {}, forward: {}, covers: null, retentionMs: 14 * 86_400_000,
    });
  });

  it('take what is given, and an empty variable as none', () => {
    const env = readEnvironment({
      PIXELPAIR_RELAY_PORT: '0', PIXELPAIR_RELAY_HOST: '', PIXELPAIR_RELAY_TOKEN: 'r', PIXELPAIR_RELAY_ADMIN_TOKEN: '',
      PIXELPAIR_RELAY_FORWARD: '{"meta:*":"http://127.0.0.1:9"}', PIXELPAIR_RELAY_PIXELS: 'meta:123, tiktok:*',
    });
    expect(env).toMatchObject({ port: 0, host: '127.0.0.1', tokens: { read: 'r' }, forward: { 'meta:*': 'http://127.0.0.1:9' }, covers: ['meta:123', 'tiktok:*'] });
    expect(env.tokens).not.toHaveProperty('admin');
  });

  it.each([
    ['PIXELPAIR_RELAY_PORT', 'http'],
    ['PIXELPAIR_RELAY_PORT', '70000'],
    ['PIXELPAIR_RELAY_RETENTION_DAYS', '0'],
    ['PIXELPAIR_RELAY_FORWARD', '{'],
    ['PIXELPAIR_RELAY_FORWARD', '{"meta:*":"file:///etc/passwd"}'],
    ['PIXELPAIR_RELAY_FORWARD', '{"meta":"https://graph.facebook.com"}'],
    ['PIXELPAIR_RELAY_PIXELS', 'meta'],
  ])('refuse %s=%s by name', (name, value) => {
    expect(() => readEnvironment({ [name]: value })).toThrow(RelaySettingError);
    expect(() => readEnvironment({ [name]: value })).toThrow(name);
  });
});
