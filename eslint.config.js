// Strict, type-aware rules everywhere; model/ and impl/ are pure besides, and every ban names what to use instead.
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const asInput = 'Reducers read no clock: time arrives as an input event.';
const asChoice = 'Reducers draw nothing: every choice arrives as an input event.';
const asOutput = 'Reducers print nothing: return an output, or a witness sentence.';
const pure = 'Reducers do no I/O: effects leave as outputs.';

const timers = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'];

export default defineConfig(
  globalIgnores(['coverage/', 'reports/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file itself.' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { requireDefaultForNonUnion: true, considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    ignores: ['**/*.test.ts'],
    rules: {
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['model/**/*.ts', 'impl/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: asInput },
        { object: 'Math', property: 'random', message: asChoice },
      ],
      'no-restricted-globals': [
        'error',
        { name: 'console', message: asOutput },
        { name: 'Date', message: asInput },
        { name: 'performance', message: asInput },
        { name: 'crypto', message: asChoice },
        { name: 'process', message: pure },
        { name: 'fetch', message: pure },
        ...timers.map((name) => ({ name, message: asInput })),
      ],
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*'], message: `${pure} Import nothing of Node.js here.` }] },
      ],
    },
  },
  {
    // A cell of a typed array within its bounds is a number: the compiler cannot know, and `!` costs nothing.
    files: [
      'properties/explore/**/*.ts',
      'impl/tables/flat/*.ts',
      'impl/tables/crt-*.ts',
      'impl/packet/*.ts',
      'properties/bench/*.ts',
    ],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
