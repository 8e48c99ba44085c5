import { builtinModules } from 'node:module';
import { readdirSync } from 'node:fs';
import { URL } from 'node:url';
import js from '@eslint/js';
import jsdoc from 'eslint-plugin-jsdoc';
import ts from 'typescript-eslint';

// The road that data travels: what stands later may import what stands earlier, never the other way round.
const road = [
  'errors', 'snapshot', 'crc', 'protobuf', 'random', 'ownCommand', 'turns', 'repairs', 'tf', 'spec', 'optimizers', 'schedules', 'metrics', 'compile', 'data', 'baseline', 'evaluate', 'backend', 'program', 'graph',
  'model', 'train', 'checkpoint', 'tensorboard', 'bundle', 'export', 'browser', 'node', 'demos', 'index', 'cli',
]; // prettier-ignore
const files = new Set(['errors', 'snapshot', 'crc', 'protobuf', 'random', 'ownCommand', 'tf', 'browser', 'index']);

for (const entry of readdirSync(new URL('src', import.meta.url))) {
  if (!road.includes(entry.replace(/\.ts$/, '')))
    throw new Error(`src/${entry} has no place on the road (eslint.config.js, ARCHITECTURE.md)`);
}

const noNode = [{ group: ['node:*', ...builtinModules], message: 'Only src/node and src/cli may use Node.' }];

const noOutside = {
  regex: '^(\\.\\./)+(__tests__|bench|build|dist|docs|examples|models|tools|package\\.json)(/|$)',
  message: 'A package has nothing but what is made of src.',
};

const directions = road.map((place, at) => {
  const later = road.slice(at + 1);
  const patterns = later.map((name) => ({
    group: [files.has(name) ? `**/${name}.ts` : `**/${name}/**`],
    message: `${place} stands before ${name} on the road (ARCHITECTURE.md): move what both need to an earlier place.`,
  }));
  const tensorless = [
    'errors',
    'snapshot',
    'crc',
    'protobuf',
    'random',
    'turns',
    'spec',
    'optimizers',
    'schedules',
    'data',
    'metrics',
    'baseline',
    'evaluate',
    'checkpoint',
    'tensorboard',
  ].includes(place)
    ? [{ group: ['#tf', '@tensorflow/*'], message: `${place} does without TensorFlow.js (ARCHITECTURE.md).` }]
    : [];
  const nodeOnly = place === 'node' || place === 'cli' ? [] : noNode;
  return {
    files: [files.has(place) ? `src/${place}.ts` : `src/${place}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns: [noOutside, ...patterns, ...tensorless, ...nodeOnly] }] },
  };
});

export default ts.config(
  // What is under assembly/ is AssemblyScript, which has types and functions of its own.
  { ignores: ['dist/', 'build/', 'node_modules/', 'bench/node_modules/', 'bench/.python/', 'coverage/', 'src/**/wasm/assembly/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off', // noUncheckedIndexedAccess makes it the way to say "this index exists"
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/index.ts', 'src/browser.ts', 'src/node/*.ts', 'src/model/*.ts'],
    plugins: { jsdoc },
    rules: { 'jsdoc/require-jsdoc': ['error', { publicOnly: true }] },
  },
  {
    files: ['__tests__/types/**'],
    rules: { '@typescript-eslint/no-unused-vars': 'off' }, // values there stand for their types
  },
  ...directions,
  {
    files: ['src/**/*.ts'],
    ignores: ['src/node/**', 'src/cli/**'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'Buffer', 'require', '__dirname'],
      'no-restricted-syntax': [
        'error',
        { selector: 'ImportExpression[source.value=/^node:/]', message: 'Only src/node and src/cli may use Node.' },
      ],
    },
  },
  {
    files: ['__tests__/long/**'],
    languageOptions: { globals: { Buffer: 'readonly', setTimeout: 'readonly' } },
  },
  {
    files: ['tools/buildWasm.mjs'],
    languageOptions: { globals: { WebAssembly: 'readonly' } },
  },
  {
    files: ['src/cli/main.ts', '__tests__/long/**', 'examples/**', 'bench/**', 'tools/**'],
    rules: { 'no-console': 'off' },
    languageOptions: {
      globals: { console: 'readonly', process: 'readonly', document: 'readonly', URL: 'readonly', performance: 'readonly' },
    },
  },
);
