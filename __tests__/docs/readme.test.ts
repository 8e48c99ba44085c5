import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { capture } from '../cli/capture.ts';
import { root, runProgram } from './run.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
// A `ts` block is a program; a `text` block right after it is what it prints.
const blocks = [...readme.matchAll(/```ts\n(.*?)```(?:\n+```text\n(.*?)```)?/gs)];
// A `sh` block of one command with a `text` block right after it.
const commands = [...readme.matchAll(/```sh\nnpx netspec ([^\n]*)\n```\n+```text\n(.*?)```/gs)];

test('the README has programs', () => expect(blocks.length).toBeGreaterThan(0));

test.each(blocks.map(([, source, output], i) => [i + 1, source!, output] as const))(
  'program %i of the README runs and prints what it says',
  async (i, source, output) => {
    const printed = await runProgram(`readme-${i}`, source);
    if (output !== undefined) expect(printed.trim()).toBe(output.trim());
  },
  60_000,
);

test.each(commands.map(([, line, output]) => [line!, output!] as const))('netspec %s prints what the README says', async (line, output) => {
  const { code, stdout } = await capture(line.split(' '));
  expect([code, stdout.trim()]).toEqual([0, output.trim()]);
});
