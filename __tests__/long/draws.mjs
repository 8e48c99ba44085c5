// What tests of chance hold, and of tables, over more draws, tables, seeds and steps than `npm test` has the time for.
//
//   node __tests__/long/draws.mjs

import { spawnSync } from 'node:child_process';

const recorded = ['networks', 'layers', 'losses', 'optimizers', 'stockFit', 'resume'].map((name) => `train/recorded/${name}`);
// Half an hour is not enough for these as well where `CI=true npm test` has gone before, with the tables of networks and layers whole.
const nativeNames = process.env.CI === 'true' ? [] : ['graphSteps', 'recurrent', 'networks', 'compiled', 'layers', 'optimizers', 'ownCode'];
const native = nativeNames.map((name) => `native/${name}`);
const files = [
  'spec/fuzz',
  'compile/layers',
  'models/models',
  'cli/defaults',
  'cli/forecast',
  'node/native/lock',
  'node/doctor/layers',
  'backend/module',
  'demos/xor',
  ...recorded,
  ...native,
].map((name) => `__tests__/${name}.test.ts`);
const words = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', ...files];
const env = { ...process.env, NETSPEC_TEST_LONG: '1' };
process.exitCode = spawnSync(process.execPath, words, { env, stdio: 'inherit' }).status ?? 1;
