import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { isWhole } from '../long/spread.ts';

// `npm run test:long` does this 50 times on each backend. (The built program; `npm test` builds it first.)

const kills = isWhole ? 3 : 1;
const specs = isWhole ? 'streamed,dense,recurrent' : 'streamed';

test('a training killed at random moments goes on by --resume, and ends as one that nobody disturbed, bit for bit', async () => {
  const words = ['__tests__/long/killed.mjs', '--backends', 'cpu', '--epochs', '5', '--kills', String(kills), '--specs', specs];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  expect(stdout).toMatch(new RegExp(`^bit for bit the same \\(cpu: ${kills} kills in [1-9]\\d* runs?, `));
}, 120_000);
