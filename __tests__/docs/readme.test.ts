import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root, runProgram } from './run.ts';

// A `ts` block is a program; a `text` block right after it is what it prints.
const blocks = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```ts\n(.*?)```(?:\n+```text\n(.*?)```)?/gs)];

test('the README has programs', () => expect(blocks.length).toBeGreaterThan(0));

test.each(blocks.map(([, source, output], i) => [i + 1, source!, output] as const))(
  'program %i of the README runs and prints what it says',
  async (i, source, output) => {
    const printed = await runProgram(`readme-${i}`, source);
    if (output !== undefined) expect(printed.trim()).toBe(output.trim());
  },
  60_000,
);
