import { expect, test } from '@jest/globals';
import { atOnce } from '../../src/turns/inTurns.ts';
import { evaluateForecast } from '../../src/evaluate/evaluateForecast.ts';
import { evaluateOutputs } from '../../src/evaluate/evaluateOutputs.ts';
import { evaluateAnswered } from '../../src/model/judge.ts';
import type { ModelRecord } from '../../src/model/model.ts';
import { createRandom } from '../../src/random.ts';

const rows = 50_000;
const random = createRandom(1);
const draw = () => Float32Array.from({ length: rows }, () => random.next());
const [targets, outputs, trivial, linear] = [draw().map(Math.round), draw(), draw(), draw()];

test.each(['binary', 'regression', 'count', 'labels'] as const)('answers that are judged as %s leave other work its turn often', (task) => {
  const work = evaluateOutputs({ task, rows, targets, outputs, baselines: { trivial, linear } });
  let turns = 0;
  while (work.next().done !== true) turns++;
  expect(turns).toBeGreaterThan(40);
});

test('forecasts that are judged leave other work its turn often', () => {
  const given = { rows: rows / 10, horizon: 10, window: 3, quantiles: [], origins: draw().slice(0, rows / 10), ahead: '10 days' };
  const work = evaluateForecast({ ...given, targets, outputs, baselines: { trivial, linear } });
  let turns = 0;
  while (work.next().done !== true) turns++;
  expect(turns).toBeGreaterThan(40);
});

test('an abort while answers are judged is heard', async () => {
  const table = (values: Float32Array) => ({ values, shape: [1], rows, dtype: 'float32' as const });
  const network = { outputs: [{ name: 'output' }] };
  const record = { spec: { network, training: { loss: [{ type: 'binaryCrossentropy' }] } }, task: 'binary' } as unknown as ModelRecord;
  const examples = { inputs: [], outputs: [table(targets), table(outputs)], rows };
  const abort = new AbortController();
  setImmediate(() => abort.abort(new Error('enough')));
  await expect(evaluateAnswered(record, examples, abort.signal)).rejects.toThrow('enough');
  const report = await evaluateAnswered(record, examples, undefined);
  expect(report).toEqual(atOnce(evaluateOutputs({ task: 'binary', rows, targets, outputs })));
});
