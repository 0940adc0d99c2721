import { expect, test } from 'vitest';
import type { Checklist } from '../../../lib/model/expectation.ts';
import { toChecklistMarkdown, toJUnit } from '../../../lib/report/checklist-files.ts';

const NOW = Date.parse('2026-11-21T14:05:00.000Z');
const LIST: Checklist = {
  expectation: { id: 'e1', name: 'Thank-you <EU> & "UK"', page: '/thank-you', events: [], deduplicated: true },
  pageUrl: 'https://shop.test/thank-you?email=ada@lovelace.test',
  checks: [
    { text: 'Exactly 1 purchase on Meta', status: 'passed', detail: null },
    { text: 'Exactly 1 purchase on TikTok', status: 'failed', detail: 'TikTok will count 2 | twice.' },
    { text: 'All deduplicate', status: 'waiting', detail: 'The relay has not\u0000 settled.' },
  ],
  status: 'failed',
};

test('JUnit counts failures, and what is not decided as errors', () => {
  expect(toJUnit([LIST], NOW)).toBe(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="Pixelpair">',
      '  <testsuite name="Thank-you &lt;EU&gt; &amp; &quot;UK&quot;" tests="3" failures="1" errors="1" timestamp="2026-11-21T14:05:00">',
      '    <testcase classname="Thank-you &lt;EU&gt; &amp; &quot;UK&quot;" name="Exactly 1 purchase on Meta"/>',
      '    <testcase classname="Thank-you &lt;EU&gt; &amp; &quot;UK&quot;" name="Exactly 1 purchase on TikTok"><failure type="failed" message="TikTok will count 2 | twice."/></testcase>',
      '    <testcase classname="Thank-you &lt;EU&gt; &amp; &quot;UK&quot;" name="All deduplicate"><error type="waiting" message="The relay has not settled."/></testcase>',
      '  </testsuite>',
      '</testsuites>',
      '',
    ].join('\n'),
  );
});

test('Markdown shows each check in its row, without a way out of the cell', () => {
  const text = toChecklistMarkdown([LIST], NOW);
  expect(text).toContain('# Pixelpair checklist, 2026-11-21 14:05:00 UTC');
  expect(text).toContain('## FAIL: Thank-you \\<EU\\> & "UK"');
  expect(text).toContain('| PASS | Exactly 1 purchase on Meta |  |');
  expect(text).toContain('| FAIL | Exactly 1 purchase on TikTok | TikTok will count 2 \\| twice. |');
});

test('no address of a person leaves with a checklist', () => {
  expect(toChecklistMarkdown([LIST], NOW)).not.toContain('lovelace');
});
