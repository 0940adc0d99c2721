import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'pixelpair-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const golden = (name: string) => join(root, 'tests/golden', `${name}.json`);

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the CLI as a user does. `stdin` is what stands on standard input. */
function pixelpair(args: readonly string[], stdin = ''): Promise<Run> {
  const child = spawn(process.execPath, [join(root, 'cli/main.ts'), ...args], { cwd: root });
  const run: Run = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (run.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (run.stderr += text));
  child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...run, code }));
  });
}

const linesOf = (text: string) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>);

describe('decode', () => {
  const meta = { id: 'r1', method: 'GET', url: 'https://www.facebook.com/tr/?id=123&ev=Purchase&eid=E1&cd[value]=10.5&cd[currency]=eur' };
  const tiktok = { id: 'v1', platform: 'tiktok', endpoint: 'https://business-api.tiktok.com/open_api/v1.3/event/track/', method: 'POST', bodyEncoding: 'json', body: { event_source: 'web', event_source_id: 'C1', data: [{ event: 'Purchase', event_time: 1795269792, event_id: 'E2' }] } };

  test('writes one line per line, requests and payloads mixed', async () => {
    const file = written('mixed.jsonl', `${JSON.stringify(meta)}\n${JSON.stringify({ id: 'r2', method: 'GET', url: 'https://example.test/' })}\n${JSON.stringify(tiktok)}`);
    const { code, stdout, stderr } = await pixelpair(['decode', file]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(linesOf(stdout)).toMatchObject([
      { id: 'r1', events: [{ platform: 'meta', pixelId: '123', eventName: 'Purchase', eventId: 'E1', value: 10.5, currency: 'EUR', orderId: null, eventTime: null, role: 'conversion', mirror: false }], issues: [] },
      { id: 'r2', events: [], issues: [] },
      { id: 'v1', events: [{ platform: 'tiktok', pixelId: 'C1', eventId: 'E2', eventTime: 1795269792000 }] },
    ]);
  });

  test('a broken line costs itself and says why', async () => {
    const { code, stdout } = await pixelpair(['decode', '-'], `{"id":"r1"\n{"id":"r2","nothing":1}\n7\n${JSON.stringify(meta)}\n`);
    expect(code).toBe(0);
    expect(linesOf(stdout)).toMatchObject([
      { id: null, events: [], issues: [{ code: 'malformed-json', message: expect.stringContaining('Line 1') as string }] },
      { id: 'r2', events: [], issues: [{ code: 'malformed-line' }] },
      { id: null, events: [], issues: [{ code: 'malformed-line' }] },
      { id: 'r1', events: [{ eventId: 'E1' }] },
    ]);
  });

  test('a line separator inside a string ends no line, and blank lines are none', async () => {
    const { stdout } = await pixelpair(['decode', '-'], `\n${JSON.stringify({ ...meta, id: 'a\u2028b' })}\r\n\n`);
    expect(linesOf(stdout)).toMatchObject([{ id: 'a\u2028b', events: [{ eventId: 'E1' }] }]);
  });

  test('a reader that has seen enough ends the command quietly', async () => {
    const file = written('long.jsonl', `${JSON.stringify(meta)}\n`.repeat(20_000));
    const child = spawn(process.execPath, [join(root, 'cli/main.ts'), 'decode', file]);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('a missing file is bad input', async () => {
    const { code, stdout, stderr } = await pixelpair(['decode', join(folder, 'nowhere.jsonl')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(`pixelpair: ${join(folder, 'nowhere.jsonl')}: there is no such file.\n`);
  });
});

describe('check', () => {
  test.each([
    ['meta-both-equal', 0],
    ['meta-server-rejected', 0],
    ['meta-no-relay', 0],
    ['meta-relay-pending', 0],
    ['meta-id-case', 1],
    ['meta-constant-id', 1],
    ['meta-lost', 1],
  ])('%s ends with %i', async (scenario, code) => {
    expect(await pixelpair(['check', golden(scenario)])).toMatchObject({ code, stderr: '' });
  });

  test('the table is the default', async () => {
    const { stdout } = await pixelpair(['check', golden('meta-id-case')]);
    expect(stdout).toMatch(/^VERDICT .*\ndouble-counts {2}Meta {6}Purchase/);
  });

  test('JSON is one document', async () => {
    const { stdout } = await pixelpair(['check', golden('meta-id-case'), '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ conversions: [{ platform: 'meta', outcome: 'double-counts', causes: ['id-case'] }], summary: { counted: 2, expected: 1 } });
    expect(JSON.parse(stdout)).not.toHaveProperty('file');
  });

  test('several files give one JSON document per line, each with its file; a bad one does not hide the others', async () => {
    const bad = written('bad.json', '{"pixelpair":2}');
    const files = [golden('meta-both-equal'), bad, golden('meta-id-case')];
    const { code, stdout, stderr } = await pixelpair(['check', '--format=json', ...files]);
    expect(code).toBe(2);
    expect(linesOf(stdout)).toMatchObject([
      { file: files[0], conversions: [{ outcome: 'deduplicates' }] },
      { file: files[2], conversions: [{ outcome: 'double-counts' }] },
    ]);
    expect(stderr.split('\n')).toHaveLength(2);
    expect(stderr).toContain(`${bad}: The field "pixelpair" gives version 2`);
  });

  test.each([
    ['no JSON', 'hello', /hello\.json: This is not JSON/],
    ['another JSON', '{"log":{}}', /no Pixelpair session/],
    ['a wrong field', '{"pixelpair":1,"now":"noon"}', /now: expected an ISO 8601 time/],
  ])('%s is bad input', async (_case, text, message) => {
    const { code, stdout, stderr } = await pixelpair(['check', written('hello.json', text)]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a payload that nobody can read is named on stderr', async () => {
    const file = written('payload.json', '{"pixelpair":1,"now":"2026-11-21T14:03:40.000Z","serverPayloads":[{"endpoint":"https://api.example.test/e"}]}');
    const { code, stdout, stderr } = await pixelpair(['check', file]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^No conversions/);
    expect(stderr).toContain('https://api.example.test/e');
  });
});

describe('report', () => {
  test('writes a page to stdout, or to the file that -o names', async () => {
    const out = join(folder, 'report.html');
    const direct = await pixelpair(['report', golden('meta-id-prefix')]);
    const saved = await pixelpair(['report', golden('meta-id-prefix'), '--format', 'html', '-o', out]);
    expect(direct).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^<!doctype html>/) as string });
    expect(saved).toEqual({ code: 0, stderr: '', stdout: '' });
    expect(readFileSync(out, 'utf8')).toBe(direct.stdout);
  });

  test('writes CSV and JSON', async () => {
    expect((await pixelpair(['report', golden('meta-id-prefix'), '--format', 'csv'])).stdout).toMatch(/^platform,pixel_id,[^\n]*\r\nmeta,1234567890123456,Purchase,double-counts/);
    expect(JSON.parse((await pixelpair(['report', golden('meta-id-prefix'), '--format', 'json'])).stdout)).toMatchObject({ conversions: [{ outcome: 'double-counts' }] });
  });

  test('a folder that is not there is said plainly', async () => {
    const out = join(folder, 'no', 'such', 'report.html');
    expect(await pixelpair(['report', golden('meta-both-equal'), '-o', out])).toEqual({ code: 2, stdout: '', stderr: `pixelpair: ${out}: there is no such file.\n` });
  });
});

describe('usage', () => {
  test.each([
    [[], /a command is missing/],
    [['judge'], /no command "judge"/],
    [['toString'], /no command "toString"/],
    [['check'], /at least one session file/],
    [['check', '--format', 'xml', 'a.json'], /--format is table or json, not "xml"/],
    [['check', '--colour', 'a.json'], /--colour/],
    [['report'], /exactly one session file/],
    [['report', 'a.json', 'b.json'], /exactly one session file/],
    [['decode', 'a.jsonl', 'b.jsonl'], /exactly one file/],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stdout, stderr } = await pixelpair(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test.each([
    [['--help'], /decode.*\n.*check.*\n.*report/],
    [['decode', '--help'], /Usage: pixelpair decode/],
    [['check', '--help'], /Exit code 0: nothing is miscounted/],
    [['report', '-h'], /--format html/],
  ])('%j helps', async (args, text) => {
    const { code, stdout, stderr } = await pixelpair(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(text);
  });
});
