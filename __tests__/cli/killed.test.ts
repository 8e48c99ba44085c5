import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

// `npm run test:long` does this 50 times on each backend. (The built program; `npm test` builds it first.)

test('a training killed at three random moments goes on by --resume, and ends as one that nobody disturbed, bit for bit', async () => {
  const words = ['__tests__/long/killed.mjs', '--kills', '3', '--backends', 'cpu', '--epochs', '5'];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  expect(stdout).toMatch(/^bit for bit the same \(cpu: 3 kills in [1-9]\d* runs?, /);
}, 60_000);
