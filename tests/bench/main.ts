import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { benchDecode, type DecodeResult } from './decode-bench.ts';
import { benchBackgroundMemory, benchPageCost, type BackgroundMemory, type PageCost } from './page-cost-bench.ts';
import { benchPanel, type PanelFigures, type ViewFigures } from './panel-bench.ts';
import { benchProjection, type FollowResult, type ProjectionResult } from './projection-bench.ts';

const DOCUMENT = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function decodeTable(results: readonly DecodeResult[]): string {
  const rows = results.map(({ name, lines, floorUsPerLine, decodeUsPerLine, ratio }) => [name, String(lines), floorUsPerLine.toFixed(1), decodeUsPerLine.toFixed(1), `${ratio.toFixed(2)} ×`]);
  return table(['decode', 'lines', 'floor, µs per line', 'decode, µs per line', 'ratio'], rows);
}

function projectionTable(results: readonly ProjectionResult[]): string {
  const head = ['projection', 'floor, ms', 'decode into it, ms', 'project, ms', 'project / floor', 'heap per event'];
  const rows = results.map((size) => [
    `${size.events.toLocaleString('en')} events`,
    ...[size.floorMs, size.decodeMs, size.projectMs].map((ms) => ms.toFixed(0)),
    `${size.ratio.toFixed(1)} ×`,
    `${(size.heapBytesPerEvent / 1024).toFixed(1)} KiB`,
  ]);
  return table(head, rows);
}

function followTable(results: readonly FollowResult[]): string {
  const rows = results.map(({ events, newMs, lateMs, readMs }) => [`${events.toLocaleString('en')} events`, `${(newMs * 1000).toFixed(0)} µs`, `${(lateMs * 1000).toFixed(0)} µs`, `${readMs.toFixed(1)} ms`]);
  return table(['one more entry, then a look', 'the newest', 'a late twin', 'reading all rows out'], rows);
}

function pageCostTable(results: readonly PageCost[]): string {
  const rows = results.map(({ way, loadMs, burstMs, postMs, extraUsPerRequest }) => [way, loadMs.toFixed(0), burstMs.toFixed(0), extraUsPerRequest.toFixed(0), postMs.toFixed(2)]);
  return table(['in Chromium', 'page with 200 pixels, ms', '1,000 pixels at once, ms', 'more per pixel, µs', 'POST of 2 kB, ms'], rows);
}

function memoryTable(results: readonly BackgroundMemory[]): string {
  const rows = results.map(({ captures, heapMiB }) => [captures.toLocaleString('en'), `${heapMiB.toFixed(1)} MiB`]);
  return table(['captures recorded', 'heap of the background'], rows);
}

const FRAMES: readonly (readonly [string, 'wheel' | 'drag' | 'live'])[] = [
  ['frame while the wheel turns', 'wheel'],
  ['frame while the scroll bar is pulled', 'drag'],
  ['frame while 200 new rows a second come', 'live'],
];
const WAITS: readonly (readonly [string, 'filterMs' | 'searchMs' | 'searchedMs' | 'selectMs' | 'readyMs'])[] = [
  ['verdict chip until painted', 'filterMs'],
  ['search until painted', 'searchMs'],
  ['search until all is looked into', 'searchedMs'],
  ['row until its detail is painted', 'selectMs'],
  ['until all rows are there', 'readyMs'],
];

function panelTable({ conversions, panel, plainTable, fileMs, fileMegabytes, liveRows }: PanelFigures): string {
  const line = (name: string, read: (view: ViewFigures) => number): string[] => [name, read(panel).toFixed(1), read(plainTable).toFixed(1), `${(read(plainTable) / read(panel)).toFixed(1)} ×`];
  const rows = [
    ...FRAMES.flatMap(([name, of]) => (['median', 'p95'] as const).map((part) => line(`${name}, ${part}`, (view) => view[of][part]))),
    ...WAITS.map(([name, of]) => line(name, (view) => view[of])),
  ];
  const head = [`${conversions.toLocaleString('en')} conversions in the panel, ms`, 'the panel', 'every row in a table', 'table / panel'];
  const file = `The same conversions as a session file of ${fileMegabytes.toFixed(0)} MB are open after ${(fileMs / 1000).toFixed(1)} s. While frames were taken the live list grew by ${liveRows} rows.`;
  return `${table(head, rows)}\n\n${file}`;
}

/** The browser's figures are of the extension as it stands. */
function buildExtension(): void {
  const { status } = spawnSync(process.execPath, ['node_modules/wxt/bin/wxt.mjs', 'build', '-b', 'chrome'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('The extension could not be built.');
}

function machine(): string {
  const [first] = cpus();
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}, ${process.platform}`;
}

/** What is measured, in this order, each by itself: `npm run bench -- decode panel` measures these two and leaves the other figures. */
const PARTS: Readonly<Record<string, () => string | Promise<string>>> = {
  decode: () => decodeTable(benchDecode()),
  projection: () => {
    const { sizes, follow, growth, growthOfOneOrder } = benchProjection();
    const growths = `Ten times the events take ${growth.toFixed(1)} times as long to project; ${growthOfOneOrder.toFixed(1)} times where every order carries the same order ID.`;
    return [projectionTable(sizes), followTable(follow), growths].join('\n\n');
  },
  page: async () => pageCostTable(await benchPageCost()),
  memory: async () => memoryTable(await benchBackgroundMemory([1_000, 10_000, 100_000])),
  panel: async () => panelTable(await benchPanel()),
};
const IN_BROWSER: readonly string[] = ['page', 'memory', 'panel'];

/** Puts a part's figures in their place in the document. */
function write(part: string, figures: string): void {
  const place = new RegExp(`(<!-- ${part}: written by npm run bench -->\\n)[\\s\\S]*?(<!-- end -->)`);
  const text = `${figures}\n\nMeasured ${new Date().toISOString().slice(0, 10)}: ${machine()}.`;
  process.stdout.write(`${text}\n\n`);
  writeFileSync(DOCUMENT, readFileSync(DOCUMENT, 'utf8').replace(place, (_match, before: string, after: string) => `${before}\n${text}\n\n${after}`));
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !(part in PARTS));
if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')} to measure: ${Object.keys(PARTS).join(', ')}.`);
const chosen = Object.entries(PARTS).filter(([part]) => wanted.length === 0 || wanted.includes(part));
if (chosen.some(([part]) => IN_BROWSER.includes(part))) buildExtension();
for (const [part, measure] of chosen) write(part, await measure());
