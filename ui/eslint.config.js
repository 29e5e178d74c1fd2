import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const tauriStaysBehindTheBackend = {
  'no-restricted-imports': [
    'error',
    { patterns: [{ group: ['@tauri-apps/*'], message: 'Only src/ipc/tauri.ts talks to Tauri.' }] },
  ],
};

export default ts.config(
  { ignores: ['dist/', '.vite/', 'node_modules/', 'src/ipc/bindings.ts', 'shots/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      ...tauriStaysBehindTheBackend,
      'no-undef': 'off',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // Text from a server is text.
      'svelte/no-at-html-tags': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SvelteAttribute[key.name="style"]',
          message: 'The Content-Security-Policy refuses style attributes; use a `style:` directive.',
        },
      ],
      // Collections here are indexes behind runes, not state themselves.
      'svelte/prefer-svelte-reactivity': 'off',
      'svelte/button-has-type': 'error',
      'svelte/require-each-key': 'error',
    },
  },
  { files: ['src/ipc/tauri.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['scripts/**'], rules: { 'no-console': 'off' } },
);
