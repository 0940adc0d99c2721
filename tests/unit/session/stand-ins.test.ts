import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainDifference } from '../../../lib/dedup/near-miss.ts';
import type { RemovedKind } from '../../../lib/session/stand-in-names.ts';
import { createStandIns, SPACED_PLUS, type StandIns } from '../../../lib/session/stand-ins.ts';
import { sha256Hex } from '../../../lib/wire/sha256.ts';

/** What stands for the texts, each known before the first is asked for. */
function standInsOf(kind: RemovedKind, ...texts: string[]): string[] {
  const draft = createStandIns();
  const read = (standIns: StandIns) => texts.map((text) => (kind === 'removed' ? standIns.ofId(text) : standIns.of(kind, text)));
  read(draft);
  return read(draft.restart());
}

const causeOf = ([one = '', other = '']: readonly string[]) => explainDifference(one, other, 'event ID').id;

describe('numbers', () => {
  test('count each kind from 1, in the order of first appearance', () => {
    const standIns = createStandIns();
    const all = [standIns.of('email', 'a@x.test'), standIns.of('phone', '+4915112345'), standIns.of('email', 'b@x.test'), standIns.of('email', 'a@x.test')];
    expect(all).toEqual(['[email~1]', '[phone~1]', '[email~2]', '[email~1]']);
  });

  test('of texts that are no IDs say nothing of how they resemble each other', () => {
    const standIns = createStandIns();
    expect(['Do', 'Jane Do', '0151', '151'].map((text) => standIns.of('removed', text))).toEqual(['[removed~1]', '[removed~2]', '[removed~3]', '[removed~4]']);
  });

  test('pass over stand-ins of an earlier export', () => {
    const standIns = createStandIns();
    standIns.keep('[removed~1]');
    standIns.keep('[Removed%7E2]');
    expect(standIns.of('removed', 'x')).toBe('[removed~3]');
  });

  test('start again from 1 when all texts are known', () => {
    const draft = createStandIns();
    draft.of('ip', '10.0.0.1');
    draft.of('ip', '10.0.0.2');
    expect(draft.restart().of('ip', '10.0.0.2')).toBe('[ip~1]');
  });
});

describe('two texts that differ', () => {
  test.each<[string, RemovedKind, string, string, string, string]>([
    ['altogether', 'email', 'ann@x.test', 'jo@x.test', '[email~1]', '[email~2]'],
    ['in case', 'email', 'Jo@x.test', 'jo@x.test', '[email~1]', '[Email~1]'],
    ['in URL encoding', 'email', 'jo@x.test', 'jo%40x.test', '[email~1]', '%5Bemail~1%5D'],
    ['in double URL encoding', 'email', 'jo@x.test', 'jo%2540x.test', '[email~1]', '%255Bemail~1%255D'],
    ['in a prefix', 'email', 'order-jo@x.test', 'jo@x.test', '[prefix~a]-[email~1]', '[email~1]'],
    ['in a suffix', 'removed', 'K-1013', 'K-1013-web', '[removed~1]', '[removed~1]-[suffix~a]'],
    ['in a prefix and in case', 'removed', 'ORDER-K1013', 'k1013', '[prefix~a]-[removed~1]', '[Removed~1]'],
    ['in the last digits of a counter', 'removed', 'order-9', 'order-90', '[removed~1]', '[removed~2]'],
  ])('%s', (_case, kind, one, other, first, second) => {
    const standIns = standInsOf(kind, one, other);
    expect(standIns).toEqual([first, second]);
    expect(causeOf(standIns)).toBe(causeOf([one, other]));
  });

  test('in a plus that reads as a space stay near misses', () => {
    const standIns = standInsOf('phone', '+4915112345', `${SPACED_PLUS}4915112345`);
    expect([...standIns, causeOf(standIns)]).toEqual(['[phone~1]', '[phone%7E1]', 'id-encoding']);
  });

  test('have the same prefix where it was the same, and letters whose small form is longer do no harm', () => {
    expect(standInsOf('removed', 'order-7001', 'order-8002', '7001', '8002')).toEqual(['[prefix~a]-[removed~1]', '[prefix~a]-[removed~2]', '[removed~1]', '[removed~2]']);
    expect(standInsOf('removed', 'x-İ', 'İ')).toEqual(['[removed~1]', '[removed~2]']);
  });

  const part = fc.stringMatching(/^[a-zA-Z0-9]{1,3}$/);
  const text = fc.array(part, { minLength: 1, maxLength: 3 }).chain((parts) => fc.constantFrom('-', '_', '.', '', '@', '%40', '%2540').map((sign) => parts.join(sign)));

  test('never get the same, and the same text never gets two', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), (texts) => {
        const standIns = standInsOf('removed', ...texts);
        expect(new Set(standIns).size).toBe(new Set(texts).size);
        expect(new Set(texts.map((one, index) => `${one} ${standIns[index]}`)).size).toBe(new Set(texts).size);
      }),
    );
  });

  test('never get the same, however many ways there are to write them', () => {
    const texts = Array.from({ length: 64 }, (_, casing) => [...'abcdef'].map((letter, index) => ((casing >> index) & 1 ? letter.toUpperCase() : letter)).join(''));
    expect(new Set(standInsOf('ip', ...texts)).size).toBe(64);
  });
});

describe('a hash', () => {
  test('of a text that is removed becomes the hash of its stand-in', () => {
    const draft = createStandIns();
    draft.of('email', 'Jo@x.test');
    const standIns = draft.restart();
    expect([standIns.ofHash(sha256Hex('Jo@x.test')), standIns.ofHash(sha256Hex('jo@x.test').toUpperCase())]).toEqual([sha256Hex('[email~1]'), sha256Hex('[Email~1]')]);
  });

  test('of anything else is no business of the export', () => {
    expect(createStandIns().restart().ofHash(sha256Hex('jo@x.test'))).toBeNull();
  });
});

test('a text encoded without end is looked through twice, not deeper', () => {
  expect(createStandIns().of('removed', `%${'25'.repeat(50_000)}`)).toBe('%255Bremoved~1%255D');
});
