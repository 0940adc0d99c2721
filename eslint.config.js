import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** What each layer may import: the arrow of docs/architecture.md. */
const layers = {
  'lib/model': [],
  'lib/wire': ['lib/model'],
  'lib/platforms': ['lib/model', 'lib/wire'],
  'lib/dedup': ['lib/model', 'lib/wire', 'lib/platforms'],
  'lib/session': ['lib/model', 'lib/wire', 'lib/platforms', 'lib/dedup', 'lib/relay'],
  'lib/report': ['lib/model', 'lib/wire', 'lib/platforms', 'lib/dedup', 'lib/session'],
  'lib/relay': ['lib/model'],
  'lib/extension': ['lib'],
  components: ['lib/model'],
  relay: ['lib/model', 'lib/relay', 'lib/platforms', 'lib/wire'],
  cli: ['lib'],
  demo: [],
};

const zones = Object.entries(layers).map(([target, allowed]) => ({
  target: `./${target}`,
  from: './',
  except: [target, 'node_modules', 'package.json', ...allowed].map((path) => `./${path}`),
  message: `${target}/ may import ${allowed.join(', ') || 'nothing of the project'} (docs/architecture.md)`,
}));

const banned = (names) => names.map((name) => ({ name, message: 'An edge: take it as an argument (docs/architecture.md).' }));

export default tseslint.config(
  { ignores: ['node_modules', '.output', '.wxt', 'demo-output', 'test-output'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
      eqeqeq: 'error',
    },
  },
  {
    files: ['lib/**/*.ts'],
    ignores: ['lib/extension/**', 'lib/relay/client.ts', 'lib/session/indexed-db.ts'],
    rules: {
      'no-restricted-globals': ['error', ...banned(['browser', 'chrome', 'window', 'document', 'fetch', 'indexedDB', 'setTimeout', 'setInterval'])],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time arrives as an argument.' },
        { object: 'Math', property: 'random', message: 'IDs arrive as arguments.' },
        { object: 'crypto', property: 'randomUUID', message: 'IDs arrive as arguments.' },
      ],
      'no-restricted-imports': ['error', { patterns: ['node:*', 'preact*', 'zustand*', 'wxt*', 'webextension-polyfill'] }],
    },
  },
  { files: ['lib/report/html*.ts'], rules: { 'no-restricted-imports': ['error', { patterns: ['node:*', 'zustand*', 'wxt*', 'webextension-polyfill'] }] } },
  { files: ['components/**'], rules: { 'no-restricted-globals': ['error', ...banned(['browser', 'chrome', 'fetch', 'indexedDB'])] } },
  { files: ['cli/**', 'demo/main.ts', 'relay/main.ts', 'scripts/**'], rules: { 'no-console': 'off' } },
  { files: ['tests/**'], rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-unsafe-assignment': 'off' } },
);
