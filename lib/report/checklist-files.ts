import type { Check, Checklist, CheckStatus } from '../model/expectation.ts';
import type { FieldNames } from '../session/personal-keys.ts';
import { createRedaction, type Redaction } from '../session/redaction.ts';
import { redactText, redactUrl } from '../session/redact.ts';
import { timeText } from './words.ts';

const MARKS: Readonly<Record<CheckStatus, string>> = { passed: 'PASS', failed: 'FAIL', waiting: 'WAIT', undecided: 'OPEN' };

/** A test result for a ticket: one section per checklist, one table row per check. `now`: Unix ms. `also`: fields that the user wants left out. */
export function toChecklistMarkdown(checklists: readonly Checklist[], now: number, also?: FieldNames): string {
  const by = createRedaction(also);
  const sections = checklists.map(({ expectation, pageUrl, status, checks }) =>
    [
      `## ${MARKS[status]}: ${inline(expectation.name)}`,
      '',
      `Page: ${pageUrl === null ? 'not visited yet' : inline(redactUrl(pageUrl, by))}`,
      '',
      '| result | check | seen |',
      '| --- | --- | --- |',
      ...checks.map((check) => `| ${MARKS[check.status]} | ${inline(check.text)} | ${inline(redactText(check.detail ?? '', by))} |`),
      '',
    ].join('\n'),
  );
  return [`# Pixelpair checklist, ${timeText(now)}`, '', ...sections].join('\n');
}

/** The same as JUnit XML for a build server. What is not decided is no pass: it stands as an error. `now`: Unix ms. */
export function toJUnit(checklists: readonly Checklist[], now: number): string {
  const by = createRedaction();
  const suites = checklists.map(({ expectation, checks }) => {
    const failures = checks.filter(({ status }) => status === 'failed').length;
    const errors = checks.filter(({ status }) => status === 'waiting' || status === 'undecided').length;
    const head = `<testsuite name="${xml(expectation.name)}" tests="${checks.length}" failures="${failures}" errors="${errors}" timestamp="${new Date(now).toISOString().slice(0, 19)}">`;
    return [`  ${head}`, ...checks.map((check) => testCase(expectation.name, check, by)), '  </testsuite>'].join('\n');
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="Pixelpair">', ...suites, '</testsuites>', ''].join('\n');
}

function testCase(suite: string, { text, status, detail }: Check, by: Redaction): string {
  const head = `    <testcase classname="${xml(suite)}" name="${xml(text)}"`;
  if (status === 'passed') return `${head}/>`;
  const element = status === 'failed' ? 'failure' : 'error';
  return `${head}><${element} type="${status}" message="${xml(redactText(detail ?? status, by))}"/></testcase>`;
}

/** XML 1.0 has no way to write control characters: they are left out. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, ' ');
}

/** Foreign text in one line, without meaning as Markdown or HTML. */
function inline(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, String.raw`\$&`);
}
