// npm run new:platform NAME: writes the skeleton of a platform, its fixtures, and its lines in the lists.
// `--into FOLDER` works on a copy of the project. Nothing is written unless everything can be.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { browserFixture, platformFile, readmeRow, serverFixture } from './new-platform-skeleton.mjs';

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '..');
const NAME = /^[a-z](?:-?[a-z0-9])*$/;

class Refusal extends Error {}

function readArguments() {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { into: { type: 'string', default: PROJECT } } });
  if (positionals.length !== 1) throw new Refusal('Name one platform: npm run new:platform NAME');
  return { id: positionals[0], root: values.into };
}

function describe(id, root) {
  if (!NAME.test(id)) throw new Refusal(`“${id}” is no platform name: lower-case letters and digits, words joined by a hyphen (google-ads).`);
  if (existsSync(join(root, 'lib/platforms', `${id}.ts`))) throw new Refusal(`lib/platforms/${id}.ts exists already: choose another name or edit that file.`);
  const words = id.split('-').map((word) => word[0].toUpperCase() + word.slice(1));
  return { id, name: words.join(' '), identifier: id[0] + words.join('').slice(1) };
}

/** Puts `line` where `anchor` (a pattern with the text before and after it) says. */
function insert(text, path, anchor, line) {
  if (!anchor.test(text)) throw new Refusal(`${path} has not the shape that this script knows; add the platform there by hand: ${line.trim()}`);
  return text.replace(anchor, (_match, before, after) => before + line + after);
}

const addId = (text, path, { id }) => (text.includes(`'${id}'`) ? text : insert(text, path, /(PLATFORM_IDS = \[\n[^\]]*)(\] as const)/, `  '${id}',\n`));

function addName(text, path, { id, name }) {
  const [, names = ''] = /PLATFORM_NAMES[^{]*\{([^}]*)\}/.exec(text) ?? [];
  if (new RegExp(`^  '?${id}'?:`, 'm').test(names)) return text;
  return insert(text, path, /(PLATFORM_NAMES[^{]*\{\n[^}]*)(\})/, `  ${id.includes('-') ? `'${id}'` : id}: '${name}',\n`);
}

function register(text, path, { id, identifier }) {
  const imported = insert(text, path, /((?:^import .*\n)+)(\n)/m, `import { ${identifier} } from './${id}.ts';\n`);
  return insert(imported, path, /(ALL: [^=]*= \[[^\]]*)(\])/, `, ${identifier}`);
}

const addRow = (text, path, platform) => insert(text, path, /((?:^\| [^|]+ \| `[a-z0-9-]+` \|.*\n)+)(\n)/m, readmeRow(platform));

const newFiles = (platform) => [
  [`lib/platforms/${platform.id}.ts`, platformFile(platform)],
  [`tests/fixtures/platforms/${platform.id}/browser.json`, browserFixture(platform)],
  [`tests/fixtures/platforms/${platform.id}/server.json`, serverFixture(platform)],
];
const EDITS = { 'lib/model/platform-id.ts': addId, 'components/strings.ts': addName, 'lib/platforms/registry.ts': register, 'README.md': addRow };

function plan(platform, root) {
  const edited = Object.entries(EDITS).map(([path, edit]) => [path, edit(readFileSync(join(root, path), 'utf8'), path, platform)]);
  return [...newFiles(platform), ...edited];
}

function write(root, path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const nextSteps = ({ id }, paths) => `Written: ${paths.join(', ')}

Next:
  1. lib/platforms/${id}.ts: endpoints with example URLs, look-alike URLs, both decoders, the rule with its documentation's URL and the day you read it.
  2. tests/fixtures/platforms/${id}/: a browser and a server fixture from the documented format, with the events they carry.
  3. README.md: what the row says of the platform.
  4. npx vitest run --project unit tests/unit/platforms: completeness.test.ts names what is still missing.`;

try {
  const { id, root } = readArguments();
  const platform = describe(id, root);
  const files = plan(platform, root);
  for (const [path, text] of files) write(root, path, text);
  console.log(nextSteps(platform, files.map(([path]) => path)));
} catch (error) {
  if (!(error instanceof Refusal) && !error.code?.startsWith('ERR_PARSE_ARGS')) throw error;
  console.error(`new:platform: ${error.message}`);
  process.exit(1);
}
