import { writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import type { Report } from '../../src/evaluate/report.ts';
import { capture } from './capture.ts';
import { temporaryFolder } from './temporary.ts';
import { spread } from '../long/spread.ts';

const at = temporaryFolder();

const layers = {
  stateless: [{ type: 'dense', units: 3, activation: 'tanh' }],
  stateful: [{ type: 'reshape', targetShape: [2, 1] }, { type: 'gru', units: 3, stateful: true }], // prettier-ignore
};
const ways = (['stateless', 'stateful'] as const).flatMap((kind) =>
  [[], ['--step', 'eager'], ['--stream']].map((how) => [kind, how] as const),
);

test.each(spread(ways, 4))(
  'a %s network of batches of 4 is trained, evaluated and answers tables of any length (%j)',
  async (kind, how) => {
    const name = [kind, ...how].join('');
    const [spec, table, model] = [at(`${name}.json`), at(`${name}.csv`), at(name)];
    const network = { input: { shape: [2], batchSize: 4 }, layers: layers[kind] };
    await writeFile(spec, JSON.stringify({ features: { a: 'number', b: 'number' }, target: { y: 'number' }, network }));
    const rows = Array.from({ length: 30 }, (_, i) => [Math.sin(i), Math.cos(3 * i), Math.sin(i / 3)].join());
    await writeFile(table, ['a,b,y', ...rows].join('\n'));

    const stream = how.filter((word) => word === '--stream');
    const options = ['--epochs', '2', '--seed', '1', '--backend', 'cpu', '--runs', at('runs'), ...how];
    const trained = await capture(['train', spec, '--data', table, '--out', model, ...options]);
    expect(trained).toMatchObject({ code: 0 });
    const evaluated = await capture(['evaluate', model, '--data', table, '--all-rows', '--json', ...stream]);
    expect(evaluated.code).toBe(0);
    expect((JSON.parse(evaluated.stdout) as Report).rows).toBe(30);
    const answers = await capture(['predict', model, '--data', table]);
    expect(answers.code).toBe(0);
    expect(answers.stdout.trim().split('\n')).toHaveLength(31);
    const some = await capture(['predict', model, '--data', '-'], { stdin: ['a,b,y', ...rows.slice(0, 5)].join('\n') });
    // States go on from batch to batch, so that the fifth row depends on those before it, and not on those after it.
    expect(some.stdout.trim().split('\n')).toEqual(answers.stdout.split('\n').slice(0, 6));
  },
);
