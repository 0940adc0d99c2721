// npm run test:run: type check, lint, extension build and its size, all tests; prints every failure and one closing line.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

const RESULTS = join('test-output', 'vitest.json');

const bin = (...path) => join('node_modules', ...path);

function runNode(title, file, args, env = {}) {
  console.log(`\n== ${title}`);
  const run = spawnSync(process.execPath, [file, ...args], { stdio: 'inherit', env: { ...process.env, ...env } });
  return run.status === 0;
}

const step = (title, file, args) => ({ title, passed: runNode(title, file, args) });

function readResults() {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8'));
  } catch {
    return null;
  }
}

const firstLine = (messages) => (messages?.[0] ?? '').split('\n')[0];

/** Failures of one test file: its failed tests, or the file itself where it could not be loaded. */
function failuresOf(file) {
  const path = relative('.', file.name);
  const failed = file.assertionResults.filter(({ status }) => status === 'failed');
  if (failed.length === 0 && file.status === 'failed') return [`${path}: ${firstLine([file.message])}`];
  return failed.map(({ fullName, failureMessages }) => `${path}: ${fullName}: ${firstLine(failureMessages)}`);
}

function runTests(withBrowser) {
  rmSync(RESULTS, { force: true });
  const projects = withBrowser ? [] : ['--project', '!e2e'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`];
  const succeeded = runNode('tests', bin('vitest', 'vitest.mjs'), ['run', ...projects, ...reporters], { PIXELPAIR_BUILT: '1' });
  const results = readResults();
  if (results === null) return { passed: 0, failures: ['vitest ended without results; its message stands above'] };
  const failures = results.testResults.flatMap(failuresOf);
  if (!succeeded && failures.length === 0) failures.push('vitest: an error outside of any test; it stands above');
  return { passed: results.numPassedTests, failures };
}

const build = (browser) => step(`extension build (${browser})`, bin('wxt', 'bin', 'wxt.mjs'), ['build', '-b', browser]);
const steps = [
  step('type check', bin('typescript', 'bin', 'tsc'), ['--noEmit']),
  step('lint', bin('eslint', 'bin', 'eslint.js'), ['.', '--max-warnings', '0']),
];
const builds = [build('chrome'), build('firefox')];
steps.push(...builds, step('bundle budget', join('scripts', 'bundle-budget.mjs'), []));
const tests = runTests(builds.every(({ passed }) => passed));

const failures = [...steps.filter(({ passed }) => !passed).map(({ title }) => title), ...tests.failures];
const passed = steps.filter((each) => each.passed).length + tests.passed;
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `  - ${failure}`).join('\n')}\n`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
