import { describe, expect, it } from 'vitest';
import { badgeOf, conversionsByTab } from '../../../lib/extension/badge.ts';
import { BadgePainter } from '../../../lib/extension/badge-painter.ts';
import type { JudgedConversion, Outcome } from '../../../lib/model/verdict.ts';
import type { LoggedEntry } from '../../../lib/model/log.ts';
import type { Projection } from '../../../lib/model/projection.ts';

function conversion(outcome: Outcome, change: { tabId?: number; role?: string; captureId?: string } = {}): JudgedConversion {
  const event = { tabId: change.tabId ?? 1, role: change.role ?? 'conversion', captureId: change.captureId ?? 's:1:0' };
  return { browser: [{ event }], verdict: { outcome } } as unknown as JudgedConversion;
}

describe('the badge of a tab', () => {
  it('counts what double counts or is swallowed', () => {
    expect(badgeOf([conversion('double-counts'), conversion('swallowed'), conversion('deduplicates'), conversion('lost')])).toMatchObject({ text: '2', title: 'Pixelpair: 2 conversions count too often or are swallowed' });
  });

  it('is a check mark only when every conversion deduplicates', () => {
    expect(badgeOf([conversion('deduplicates'), conversion('browser-only', { role: 'measurement' })]).text).toBe('✓');
    expect(badgeOf([conversion('deduplicates'), conversion('pending')]).text).toBe('');
    expect(badgeOf([conversion('deduplicates', { role: 'measurement' })]).text).toBe('');
    expect(badgeOf([]).text).toBe('');
  });
});

describe('which tab a conversion belongs to', () => {
  it('each tab that fired it', () => {
    const both = { browser: [...conversion('pending').browser, ...conversion('pending', { tabId: 2 }).browser], verdict: {} } as unknown as JudgedConversion;
    expect([...conversionsByTab([both], 's').keys()]).toEqual([1, 2]);
  });

  it('none for an earlier browser session, a closed tab, and the server alone', () => {
    const lone = { browser: [], verdict: {} } as unknown as JudgedConversion;
    expect([...conversionsByTab([conversion('pending', { captureId: 'old:1:0' }), conversion('pending', { tabId: -1 }), lone], 's').keys()]).toEqual([]);
  });
});

describe('painting', () => {
  function painter() {
    const painted: [number, string][] = [];
    const shown = { conversions: [] as JudgedConversion[] };
    const badge = new BadgePainter({
      projector: { apply: () => undefined, reset: () => undefined, project: () => shown as unknown as Projection },
      session: () => 's',
      paint: (tabId, { text }) => (tabId === 9 ? Promise.reject(new Error('No tab with id: 9')) : Promise.resolve(void painted.push([tabId, text]))),
    });
    return { badge, painted, shown };
  }

  it('only what changed, and takes away what is gone', async () => {
    const { badge, painted, shown } = painter();
    shown.conversions = [conversion('double-counts')];
    await badge.repaint();
    await badge.repaint();
    shown.conversions = [];
    await badge.repaint();
    expect(painted).toEqual([[1, '1'], [1, '']]);
  });

  it('leaves captures of an earlier browser session undecoded', () => {
    const applied: string[] = [];
    const badge = new BadgePainter({
      projector: { apply: (entries) => applied.push(...entries.map(({ entry }) => entry.kind)), reset: () => undefined, project: () => ({ conversions: [] }) as unknown as Projection },
      session: () => 's',
      paint: () => Promise.resolve(),
    });
    const capture = (id: string) => ({ seq: 1, entry: { kind: 'capture', at: 1, capture: { id } } }) as LoggedEntry;
    badge.apply([capture('old:1:0'), { seq: 2, entry: { kind: 'recording', at: 1, on: true } }], true);
    expect(applied).toEqual(['recording']);
    badge.apply([capture('s:1:0')], true);
    expect(applied).toEqual(['recording', 'capture']);
  });

  it('nothing while the log is read again: what is painted stands until the rest has come', async () => {
    const { badge, painted, shown } = painter();
    shown.conversions = [conversion('double-counts')];
    await badge.repaint();
    badge.startOver();
    shown.conversions = [];
    await badge.repaint();
    badge.apply([], true);
    await badge.repaint();
    expect(painted).toEqual([[1, '1']]);
    badge.apply([], false);
    await badge.repaint();
    expect(painted).toEqual([[1, '1'], [1, '']]);
  });

  it('again after a navigation, since the browser takes the badge away', async () => {
    const { badge, painted, shown } = painter();
    shown.conversions = [conversion('double-counts')];
    await badge.repaint();
    badge.navigated(1);
    await badge.repaint();
    expect(painted).toEqual([[1, '1'], [1, '1']]);
  });

  it('a closed tab keeps no other from its badge', async () => {
    const { badge, painted, shown } = painter();
    shown.conversions = [conversion('double-counts', { tabId: 9 }), conversion('double-counts')];
    await badge.repaint();
    expect(painted).toEqual([[1, '1']]);
  });
});
