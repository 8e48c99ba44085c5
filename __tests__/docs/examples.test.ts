import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root, runProgram } from './run.ts';

const programs = readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.ts'));

test.each(programs)(
  'examples/%s runs and prints what it did before',
  async (file) => {
    const printed = await runProgram(`example-${file.slice(0, -3)}`, readFileSync(join(root, 'examples', file), 'utf8'));
    expect(printed).toMatchSnapshot();
  },
  60_000,
);
