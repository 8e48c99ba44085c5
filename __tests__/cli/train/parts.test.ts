import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { eventsOf, trainingPlace } from './commands.ts';

const { place, iris, train, told, weights, record } = trainingPlace();

beforeAll(async () => {
  const [head, ...lines] = (await readFile('examples/data/iris.csv', 'utf8')).trimEnd().split('\n');
  const write = (name: string, take: (row: number) => boolean) =>
    writeFile(place(name), [head, ...lines.filter((_, row) => take(row)), ''].join('\n'));
  await write('train.csv', (row) => row % 5 > 1);
  await write('val.csv', (row) => row % 5 === 1);
  await write('test.csv', (row) => row % 5 === 0);
});

const files = () => ['--data', place('train.csv'), '--validation-data', place('val.csv'), '--test-data', place('test.csv')];

describe('files of their own for validation and test', () => {
  test('watch the run and are evaluated, and all rows of the data are trained on', async () => {
    const { code, stdout } = await iris('model', [...files(), '--json']);
    expect(code).toBe(0);
    const events = eventsOf(stdout);
    expect(events.find(({ event }) => event === 'start')).toMatchObject({ rows: 90, heldOutRows: 30 });
    expect(events.at(-1)).toMatchObject({ event: 'end', heldOut: { rows: 30 } });
    expect(events.find(({ event }) => event === 'epoch')).toMatchObject({ metrics: { val_loss: expect.any(Number) } });
    const { data } = await record('model');
    expect((data as { part?: string }[]).map(({ part }) => part)).toEqual([undefined, 'validation', 'test']);
  });

  test('are a part of what a run that goes on must be told again', async () => {
    await iris('longer', files());
    const more = await iris('longer', [...files(), '--resume', '--epochs', '6']);
    expect(more.code).toBe(0);
    const other = await iris('longer', ['--data', place('train.csv'), '--resume', '--epochs', '8']);
    expect(other.code).toBe(1);
    expect(told(other.stderr)).toContain('validationData: expected 1 file of the validation, as the run began, received 0 files');
    await iris('whole', [...files(), '--epochs', '6']);
    expect(await weights('longer')).toEqual(await weights('whole'));
  });

  test('are read again where the run is repeated', async () => {
    const { code, stdout } = await train(['--again', place('runs/model'), '--out', place('again')]);
    expect(code).toBe(0);
    expect(stdout).toContain('30 rows');
    expect(told(stdout)).toMatch(/\nthe same losses as in runs\/model, to the last digit\n$/);
    expect(((await record('again'))['data'] as unknown[]).length).toBe(3);
  });

  test('go with a spec that is made for the table', async () => {
    const { code, stdout } = await train([...files(), '--target', 'species', '--epochs', '2', '--out', place('made'), '--json']);
    expect(code).toBe(0);
    expect(eventsOf(stdout).find(({ event }) => event === 'start')).toMatchObject({ rows: 90, heldOutRows: 30 });
  });

  test('are refused beside shares, folds and another standard input', async () => {
    const wrong = ['--validation-split', '0.1', '--test-split', '0.1', '--group', 'species', '--folds', '3'];
    expect(told((await iris('none', [...files(), ...wrong])).stderr)).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec train has 5 problems
       --validation-split: expected nothing beside --validation-data, received 0.1
         fix: leave one of the two out
       --test-split: expected nothing beside --test-data, received 0.1
         fix: leave one of the two out
       --group: expected nothing beside --validation-data and --test-data, received "species"
         fix: leave one of the two out
       --validation-data: expected nothing beside --folds, which holds out each row once, received "val.csv"
         fix: leave one of the two out
       --test-data: expected nothing beside --folds, which holds out each row once, received "test.csv"
         fix: leave one of the two out
     "
    `);
    const piped = await iris('none', ['--data', '-', '--validation-data', '-']);
    expect(told(piped.stderr)).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec train has a problem
       --validation-data: expected a file, as standard input is read for another, received "-"
     "
    `);
  });
});
