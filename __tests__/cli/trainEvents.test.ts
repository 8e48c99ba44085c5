import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { trainEventJsonSchema, trainEvents, writeEvent, type TrainEvent } from '../../src/cli/trainEvents.ts';
import type { EpochEvent } from '../../src/train/events.ts';
import { trainEventsText } from '../../tools/trainEventsText.ts';

const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(trainEventJsonSchema());

const epoch: EpochEvent = {
  epoch: 3,
  epochs: 60,
  metrics: { loss: 0.5, val_loss: NaN },
  learningRate: 0.01,
  rows: 120,
  milliseconds: 12.5,
  best: false,
};
const samples: { readonly [E in TrainEvent['event']]: TrainEvent & { readonly event: E } } = {
  backend: { event: 'backend', name: 'wasm', reason: 'wasm: asked for' },
  step: { event: 'step', step: 'eager', reason: 'eager: layer "gru" carries its states from batch to batch' },
  start: {
    ...{ event: 'start', run: 'runs/iris', folder: 'iris', seed: 7, epochs: 60 },
    ...{ backend: 'wasm', rows: 120, heldOutRows: 30, parameters: 131 },
  },
  epoch: { event: 'epoch', ...epoch },
  warning: { event: 'warning', about: 'deadUnits', message: 'layer "dense": 3 of 16 units answer 0 for every row' },
  stopped: { event: 'stopped', reason: 'earlyStopping', epoch: 41 },
  end: { event: 'end', folder: 'iris', run: 'runs/iris', seed: 7, epochs: 41, bestEpoch: 31, heldOut: null, seconds: 2.5 },
  fold: { event: 'fold', fold: 1, folds: 5 },
  folds: {
    ...{ event: 'folds', seed: 7, folds: 2, rows: 150, task: 'multiclass' },
    metrics: { accuracy: { mean: 0.95, deviation: null, values: [0.95, null] } },
    ...{ baselines: null, verdict: 'The network beats nothing.', reports: [] },
  },
  targetFolds: {
    ...{ event: 'targetFolds', seed: 7, folds: 2, rows: 150 },
    ...{ targets: {}, verdict: 'price: The network beats nothing.', reports: [] },
  },
  dryRun: {
    ...{ event: 'dryRun', steps: 2, losses: [0.5, NaN], rows: 120, heldOutRows: 30 },
    ...{ parameters: 131, checkpointBytes: 4000, bundleBytes: 9000, seconds: 0.5 },
  },
  overfitBatch: { event: 'overfitBatch', learned: false, rows: 16, steps: 2000, loss: NaN, constantLoss: 1.1, message: 'It did not.' },
  learningRates: { event: 'learningRates', suggestion: 0.01, steepest: 0.01, minimum: 0.1, rates: [0.01, 0.1], losses: [1, Infinity] },
};

/** As a program reads it: NaN has become null on the way. */
function written(event: TrainEvent): unknown {
  let line = '';
  writeEvent({ write: (text) => void (line += text), isTTY: false, columns: 80, colour: 'none' }, event);
  return JSON.parse(line);
}

describe.each(Object.values(samples))('$event', (event) => {
  test('a line of it is valid', () => {
    expect({ valid: validate(written(event)), errors: validate.errors }).toEqual({ valid: true, errors: null });
  });

  test('a line that lacks a field, or has one more, is not', () => {
    for (const name of Object.keys(event)) {
      const { [name]: _, ...rest } = written(event) as Record<string, unknown>;
      expect({ name, valid: validate(rest) }).toEqual({ name, valid: false });
    }
    expect(validate({ ...(written(event) as object), other: 1 })).toBe(false);
  });
});

test('docs/train-events.md is what the table makes: `npm run generate` writes it', async () => {
  const text = readFileSync('docs/train-events.md', 'utf8');
  expect(text).toBe(await format(trainEventsText(), { ...(await resolveConfig('docs/train-events.md')), parser: 'markdown' }));
  for (const [event, { fields }] of Object.entries(trainEvents)) {
    const section = text.split('\n## ').find((part) => part.startsWith(`\`${event}\``))!;
    for (const name of Object.keys(fields)) expect(section).toContain(`- \`${name}\`: `);
  }
});
