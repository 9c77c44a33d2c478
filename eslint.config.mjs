import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { boundaries } from './tools/eslint-boundaries.mjs';
import { purity } from './tools/eslint-purity.mjs';
import { tests } from './tools/eslint-tests.mjs';

// without a project graph the boundary rule warns, skips itself and passes
process.env.NX_DAEMON ??= 'false';
await createProjectGraphAsync({ exitOnError: true });

const everywhere = {
  eqeqeq: 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'no-unreachable': 'error',
  'no-self-compare': 'error',
  'no-constant-binary-expression': 'error',
};
const unused = ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true }];

export default tseslint.config(
  { ignores: ['**/dist', '**/node_modules', '.liaison', '.nx', 'coverage'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' }, rules: everywhere },
  { files: ['**/*.mjs', '**/*.cjs'], rules: { 'no-unused-vars': unused } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': boundaries,
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': unused,
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }], // what was caught is thrown on as it came
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allow: [{ from: 'lib', name: ['URL', 'URLSearchParams', 'Error'] }] },
      ],
      '@typescript-eslint/require-await': 'off', // async without await turns what a port's method throws into a rejection
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/consistent-type-imports': 'off', // decorator metadata needs value imports; verbatimModuleSyntax decides
    },
  },
  {
    files: ['**/*.spec.ts', 'apps/*/src/e2e/**/*.ts'],
    rules: {
      // bodies of supertest and fetch are any by type, and a wrong one fails the assertion
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  ...purity,
  ...tests,
);
