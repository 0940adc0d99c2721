import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const project = join(import.meta.dirname, '../..');
const COPIED = ['lib', 'components/strings.ts', 'tests/unit/platforms', 'tests/fixtures', 'README.md', 'package.json', 'tsconfig.json', 'vitest.config.ts'];

let copy = '';

/** What the script, the compiler and the platform tests read, so that the project itself stays as it is. */
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'pixelpair-platform-'));
  for (const path of COPIED) cpSync(join(project, path), join(copy, path), { recursive: true });
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
});
afterEach(() => rmSync(copy, { recursive: true }));

function run(script: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(project, script), ...args], { cwd: copy, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  return { status, stdout, stderr, output: stdout + stderr };
}

const newPlatform = (...names: string[]) => run('scripts/new-platform.mjs', [...names, '--into', copy]);
const platformTests = (...files: string[]) => run('node_modules/vitest/vitest.mjs', ['run', '--project', 'unit', ...files.map((file) => `tests/unit/platforms/${file}.test.ts`)]);

const read = (path: string) => readFileSync(join(copy, path), 'utf8');
const edit = (path: string, change: (text: string) => string) => writeFileSync(join(copy, path), change(read(path)));

describe('npm run new:platform', () => {
  test('writes a platform that compiles, and the completeness test names everything that it still lacks', { timeout: 120_000 }, () => {
    const written = newPlatform('pixel-net');
    expect(written.output).toContain('lib/platforms/pixel-net.ts');
    expect(written.status).toBe(0);
    edit('tsconfig.json', (text) => text.replace(/"include": \[.*\]/, '"files": ["lib/platforms/registry.ts", "components/strings.ts"]'));
    expect(run('node_modules/typescript/bin/tsc', ['--noEmit']).output).toBe('');
    const { output, status } = platformTests('completeness');
    expect(status).toBe(1);
    expect(output).toContain('pixel-net has everything that a platform needs');
    for (const part of ['its own (endpoints)', 'only looks like its own (lookAlikes)', 'a browser fixture', 'a server fixture', 'a rule source with its URL and the date', 'a row in the README']) {
      expect(output).toContain(part);
    }
    expect(output).toContain('1 failed');
  });

  test('one URL that matches two platforms fails, and the test says whose it is', { timeout: 60_000 }, () => {
    newPlatform('pixelnet');
    edit('lib/platforms/pixelnet.ts', (text) => text.replace("'pixelnet.invalid'", "'www.facebook.com'"));
    const { output, status } = platformTests('registry');
    expect(status).toBe(1);
    expect(output).toMatch(/FAIL.*www\.facebook\.com\/tr\/.* belongs to meta and to nobody else/);
    expect(output).toContain('pixelnet');
  });

  test('registers the platform once in every list, also where its ID stands there before its file', () => {
    edit('lib/model/platform-id.ts', (text) => text.replace("  'meta',\n", "  'meta',\n  'pixelnet',\n"));
    edit('components/strings.ts', (text) => text.replace("  meta: 'Meta',\n", "  meta: 'Meta',\n  pixelnet: 'PixelNet',\n"));
    expect(newPlatform('pixelnet').status).toBe(0);
    expect(read('lib/model/platform-id.ts').match(/'pixelnet'/g)).toHaveLength(1);
    expect(read('components/strings.ts').match(/pixelnet:/g)).toHaveLength(1);
    expect(read('lib/platforms/registry.ts').match(/import \{ pixelnet \} from '.\/pixelnet.ts';/g)).toHaveLength(1);
    expect(read('README.md').match(/^\| Pixelnet \| `pixelnet` \|/gm)).toHaveLength(1);
  });

  test.each([
    ['no name', [], 'Name one platform'],
    ['two names', ['one', 'two'], 'Name one platform'],
    ['upper case', ['PixelNet'], '“PixelNet” is no platform name'],
    ['a path', ['../meta'], '“../meta” is no platform name'],
    ['a platform that is there', ['meta'], 'lib/platforms/meta.ts exists already'],
    ['a file that is no platform', ['registry'], 'lib/platforms/registry.ts exists already'],
  ])('refuses %s with one line, and writes nothing', (_case, names, message) => {
    const before = ['lib/model/platform-id.ts', 'lib/platforms/registry.ts', 'README.md'].map(read);
    const { status, stdout, stderr } = newPlatform(...names);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(['lib/model/platform-id.ts', 'lib/platforms/registry.ts', 'README.md'].map(read)).toEqual(before);
  });
});
