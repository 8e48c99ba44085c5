import { expect, test } from '@jest/globals';
import { checkModel, parseModel } from '../../src/spec/parse.ts';
import { fullSpec } from '../../src/spec/full.ts';
import { losses, type LossKind } from '../../src/spec/losses.ts';
import { optimizers } from '../../src/spec/optimizers.ts';
import { schedules } from '../../src/spec/schedules.ts';
import type { Named } from '../../src/spec/named.ts';
import { messageOf } from './messageOf.ts';

const trained = (training: object) => ({
  network: { input: [4], layers: [{ type: 'dense', units: 1, activation: 'sigmoid' }] },
  training,
});

test('an option that would do nothing is told, with what it does something beside', () => {
  const optimizer = { type: 'sgd', nesterov: true, emaMomentum: 0.9, weightDecayOn: 'all' };
  const loss = { type: 'binaryFocalCrossentropy', alpha: 0.25 };
  const schedule = { type: 'exponentialDecay', staircase: true };
  expect(messageOf(trained({ optimizer, loss, schedule }))).toMatchInlineSnapshot(`
   "the spec has 5 problems
     training.loss.alpha: expected "applyClassBalancing" beside it, without which it does nothing, received 0.25
       fix: write "applyClassBalancing": true, or leave it out
     training.optimizer.nesterov: expected "momentum" beside it, without which it does nothing, received true
       fix: write "momentum": 0.9, or leave it out
     training.optimizer.weightDecayOn: expected "weightDecay" beside it, without which it does nothing, received "all"
       fix: write "weightDecay": 0.01, or leave it out
     training.optimizer.emaMomentum: expected "useEma" beside it, without which it does nothing, received 0.9
       fix: write "useEma": true, or leave it out
     training.schedule.staircase: expected "decayEpochs" beside it, without which it does nothing, received true
       fix: write "decayEpochs": 10, or leave it out"
  `);
  expect(messageOf(trained({ optimizer: { type: 'momentum', momentum: 0, useNesterov: true } }))).toMatchInlineSnapshot(`
   "the spec has a problem
     training.optimizer.useNesterov: expected "momentum" beside it, without which it does nothing, received true beside 0
       fix: write "momentum": 0.9, or leave it out"
  `);
});

test.each([
  ['optimizer', { type: 'adam', useEma: true, emaMomentum: 0.9 }],
  ['optimizer', { type: 'adamW', weightDecayOn: 'all' }], // it decays by default
  ['optimizer', { type: 'sgd', nesterov: false }],
  ['optimizer', { type: 'momentum', useNesterov: true }], // momentum has 0.9 by default
  ['schedule', { type: 'polynomialDecay', cycle: true, decayEpochs: 3 }],
  ['schedule', { type: 'inverseTimeDecay', staircase: false }],
  ['loss', { type: 'binaryFocalCrossentropy', alpha: 0.7, applyClassBalancing: true }],
])('what does something stands: %s %j', (part, value) => {
  expect(checkModel(trained({ [part]: value }))).toEqual([]);
});

test.each([
  ['optimizer', { type: 'adam', useEma: false, emaMomentum: 0.9 }],
  ['optimizer', { type: 'adam', weightDecay: 0, weightDecayOn: 'all' }],
  ['loss', { type: 'binaryFocalCrossentropy', alpha: 0.7, applyClassBalancing: false }],
])('a value rests beside a word that says no: %s %j', (part, value) => {
  expect(checkModel(trained({ [part]: value }))).toEqual([]);
});

const entries = Object.entries({ loss: losses, optimizer: optimizers, schedule: schedules }).flatMap(([part, table]) =>
  Object.values<Named>(table).map((entry) => [part, entry.type, entry] as const),
);

const byName = entries.filter(([, , { options }]) => Object.values(options).every(({ required }) => !required));

test.each(byName)('defaults that are filled in are no problem: %s %s', (part, type) => {
  const { takes } = (part === 'loss' ? losses[type as keyof typeof losses] : {}) as Partial<LossKind>;
  const activation = takes === 'shares' ? 'softmax' : takes === 'positive' ? 'softplus' : 'linear';
  const training = { [part]: type };
  const model = parseModel({ network: { input: [4], layers: [{ type: 'dense', units: 3, activation }] }, training });
  expect(checkModel(fullSpec(model))).toEqual([]);
});

test('each option that needs another one is in the table beside it', () => {
  for (const [, , { options, partners = {} }] of entries) {
    for (const [name, partner] of Object.entries(partners))
      expect(Object.keys(options)).toEqual(expect.arrayContaining([name, partner.name]));
  }
});
