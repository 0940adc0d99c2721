import { cpus } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { benchDecode, type DecodeResult } from './decode-bench.ts';
import { benchProjection, type ProjectionResult } from './projection-bench.ts';

const DOCUMENT = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));
const MARKED = /(<!-- figures: written by npm run bench -->\n)[\s\S]*?(<!-- end of figures -->)/;

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function decodeTable(results: readonly DecodeResult[]): string {
  const rows = results.map(({ name, lines, floorUsPerLine, decodeUsPerLine, ratio }) => [name, String(lines), floorUsPerLine.toFixed(1), decodeUsPerLine.toFixed(1), `${ratio.toFixed(2)} ×`]);
  return table(['decode', 'lines', 'floor, µs per line', 'decode, µs per line', 'ratio'], rows);
}

function projectionTable(results: readonly ProjectionResult[]): string {
  const head = ['projection', 'floor, ms', 'decode into it, ms', 'project, ms', 'project / floor', 'one more event, ms', 'heap per event'];
  const rows = results.map((size) => [
    `${size.events.toLocaleString('en')} events`,
    ...[size.floorMs, size.decodeMs, size.projectMs].map((ms) => ms.toFixed(0)),
    `${size.ratio.toFixed(1)} ×`,
    size.oneMoreMs.toFixed(0),
    `${(size.heapBytesPerEvent / 1024).toFixed(1)} KiB`,
  ]);
  return table(head, rows);
}

function machine(): string {
  const [first] = cpus();
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}, ${process.platform}`;
}

const decode = benchDecode();
const projection = benchProjection();
const figures = [
  `\`npm run bench\`, ${new Date().toISOString().slice(0, 10)}: ${machine()}.`,
  decodeTable(decode),
  projectionTable(projection.sizes),
  `Ten times the events take ${projection.growth.toFixed(1)} times as long to project.`,
].join('\n\n');

process.stdout.write(`${figures}\n`);
writeFileSync(DOCUMENT, readFileSync(DOCUMENT, 'utf8').replace(MARKED, (_match, before: string, after: string) => `${before}\n${figures}\n\n${after}`));
