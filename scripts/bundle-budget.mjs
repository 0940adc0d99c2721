// npm run size: what each part of the built extension loads, JavaScript and CSS together. Fails where one is over its budget.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUILD = process.argv[2] ?? join('.output', 'chrome-mv3');

/** Bytes before compression, and where each part starts. A budget is raised here, with a reason in the commit, or not at all. */
const PARTS = [
  { name: 'panel', entry: 'panel.html', budget: 568_000 },
  { name: 'popup', entry: 'popup.html', budget: 420_000 },
  { name: 'options', entry: 'options.html', budget: 119_000 },
  { name: 'background', entry: 'background.js', budget: 360_000 },
  // Runs before every page's own scripts: the one part that a visitor pays for.
  { name: 'page hook', entry: 'content-scripts/page-hook.js', budget: 8_000 },
  { name: 'page bridge', entry: 'content-scripts/page-bridge.js', budget: 16_500 },
];

const HTML_REFERENCES = /<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.(?:js|css))"/g;
const JS_IMPORTS = /\b(?:from|import)\s*\(?\s*["'](\.{0,2}\/[^"']+\.js)["']/g;
const CSS_IMPORTS = /@import\s+(?:url\()?["']?([^"')]+\.css)/g;

const REFERENCES = { html: HTML_REFERENCES, js: JS_IMPORTS, css: CSS_IMPORTS };

/** Paths within the build that a file loads; those that start with a slash are counted from its root. */
function referencesOf(path) {
  const found = readFileSync(join(BUILD, path), 'utf8').matchAll(REFERENCES[path.split('.').at(-1)]);
  return [...found].map(([, reference]) => normalize(reference.startsWith('/') ? reference.slice(1) : join(dirname(path), reference)));
}

/** Every file that loads with an entry, each once. */
function filesOf(entry) {
  const files = new Set([entry]);
  for (const file of files) for (const each of referencesOf(file)) files.add(each);
  return [...files].filter((file) => !file.endsWith('.html'));
}

function measure({ name, entry, budget }) {
  const contents = filesOf(entry).map((file) => readFileSync(join(BUILD, file)));
  const sum = (sizeOf) => contents.reduce((total, content) => total + sizeOf(content), 0);
  return { name, files: contents.length, bytes: sum(({ length }) => length), gzip: sum((content) => gzipSync(content).length), budget };
}

const figure = (value) => value.toLocaleString('en').padStart(9);

if (!existsSync(join(BUILD, 'manifest.json'))) {
  console.error(`There is no build in ${BUILD}: run npm run build:chrome first.`);
  process.exit(1);
}
const measured = PARTS.map(measure);
console.log(`${''.padEnd(12)}${'bytes'.padStart(9)} ${'gzip'.padStart(9)} ${'budget'.padStart(9)}  files`);
for (const { name, bytes, gzip, budget, files } of measured) {
  console.log(`${name.padEnd(12)}${figure(bytes)} ${figure(gzip)} ${figure(budget)}  ${files}${bytes > budget ? `  over by ${(bytes - budget).toLocaleString('en')}` : ''}`);
}
if (measured.some(({ bytes, budget }) => bytes > budget)) process.exit(1);
