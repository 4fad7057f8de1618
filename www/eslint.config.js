import js from '@eslint/js';
import { configs as lit } from 'eslint-plugin-lit';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['tests/reports.generated.ts', 'dist', 'dist-package', 'src/wasm', 'public', 'playwright-report', 'test-results']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked, lit['flat/recommended']],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      // Lit calls a template's listeners with the element as `this`.
      '@typescript-eslint/unbound-method': 'off',
      // What a receipt says is text: nothing may become markup.
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Build nodes with Lit templates.' },
        { property: 'outerHTML', message: 'Build nodes with Lit templates.' },
        { property: 'insertAdjacentHTML', message: 'Build nodes with Lit templates.' },
      ],
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['lit/directives/unsafe-*'], message: 'Nothing from outside may become markup.' }] },
      ],
    },
  },
  {
    files: ['tools/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
