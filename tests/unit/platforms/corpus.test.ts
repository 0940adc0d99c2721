import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { decodeLine } from '../../../lib/platforms/decode-line.ts';
import { PLATFORMS } from '../../../lib/platforms/registry.ts';

const corpus = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url));
const isThere = existsSync(join(corpus, 'grade.mjs'));

interface CorpusLine {
  id: string;
  platform?: string;
  expect: { platform: string | null } | unknown[];
}

/** Lines of platforms that are built, and all lines that carry no event. */
function isGraded(line: CorpusLine): boolean {
  const platform = line.platform ?? ('platform' in line.expect ? line.expect.platform : null);
  return platform === null || PLATFORMS.some((built) => built.id === platform);
}

function toJsonl(lines: readonly unknown[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

if (isThere) {
  const folder = mkdtempSync(join(tmpdir(), 'pixelpair-corpus-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(['requests', 'sdk-captures', 'server'])('every line of the corpus file %s.jsonl is decoded right', (name) => {
    const all = readFileSync(join(corpus, `${name}.jsonl`), 'utf8').split('\n').filter(Boolean).map((text) => JSON.parse(text) as CorpusLine);
    const graded = all.filter(isGraded);
    const wanted = join(folder, `${name}.jsonl`);
    const decoded = join(folder, `${name}.decoded.jsonl`);
    writeFileSync(wanted, toJsonl(graded));
    writeFileSync(decoded, toJsonl(graded.map(decodeLine)));
    expect(grade(wanted, decoded)).toContain(`${graded.length}/${graded.length} right`);
  });
} else {
  test('without ../shared/corpus nothing is graded: it is no part of the repository', () => {
    expect(existsSync(corpus)).toBe(false);
  });
}

/** The grader's report; it exits 1 where a line is wrong, and then the report says which. */
function grade(wanted: string, decoded: string): string {
  try {
    return execFileSync(process.execPath, [join(corpus, 'grade.mjs'), wanted, decoded, '--verbose'], { encoding: 'utf8' });
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}
