import { describe, expect, test } from '@jest/globals';
import { createSchedule } from '../../src/schedules/createSchedule.ts';
import type { RunLength, Schedule } from '../../src/schedules/schedule.ts';
import type { NamedValue } from '../../src/spec/normalised.ts';
import { scheduleOption, schedules, type ScheduleSpec } from '../../src/spec/schedules.ts';

const make = (schedule: ScheduleSpec, run: RunLength = { epochs: 4, stepsPerEpoch: 10 }) =>
  createSchedule(scheduleOption({ doc: '' }).normalise(schedule) as NamedValue, run);
const at = (schedule: Schedule, steps: readonly number[]) => steps.map((step) => schedule.factor(step));
const lower = (_: string, value: number, than: number) => value < than;
const observe = (schedule: Schedule, losses: readonly number[]) =>
  losses.map((loss) => {
    schedule.observe({ loss }, lower);
    return schedule.factor(0);
  });

const one = { piecewiseConstant: { boundaries: [1], factors: [1, 0.5] } } as Readonly<Record<string, object>>;

test.each(Object.keys(schedules))('%s gives a factor above or at 0 for every step, also behind the end', (type) => {
  const schedule = make({ type, ...one[type] } as ScheduleSpec);
  for (let step = 0; step < 60; step++) {
    expect(schedule.factor(step)).toBeGreaterThanOrEqual(0);
    expect(schedule.factor(step)).toBeLessThanOrEqual(1);
  }
});

test('without a schedule the factor is 1', () => {
  expect(at(createSchedule(undefined, { epochs: 2, stepsPerEpoch: 3 }), [0, 5])).toEqual([1, 1]);
  expect(at(make('constant'), [0, 5])).toEqual([1, 1]);
});

test('stepDecay falls every few epochs', () => {
  expect(at(make({ type: 'stepDecay', dropEvery: 2 }), [0, 19, 20, 39, 40])).toEqual([1, 1, 0.5, 0.5, 0.25]);
  expect(at(make({ type: 'stepDecay', dropEvery: 0.3, factor: 0.1 }), [2, 3, 6])).toEqual([1, 0.1, expect.closeTo(0.01, 9)]);
});

test('piecewiseConstant changes with the first step of the epoch', () => {
  const schedule = make({ type: 'piecewiseConstant', boundaries: [1, 2.55], factors: [1, 0.2, 3] });
  expect(at(schedule, [0, 9, 10, 25, 26, 99])).toEqual([1, 1, 0.2, 0.2, 3, 3]);
});

test('a part of an epoch is as many steps as one would count, whatever its rounding', () => {
  for (const stepsPerEpoch of [3, 7, 10, 30, 100]) {
    for (let steps = 1; steps < 100; steps++) {
      const epochs = steps / stepsPerEpoch;
      const run = { epochs: 400, stepsPerEpoch };
      expect(at(make({ type: 'stepDecay', dropEvery: epochs }, run), [steps - 1, steps, 3 * steps - 1, 3 * steps])).toEqual([
        1, 0.5, 0.25, 0.125,
      ]);
      expect(at(make({ type: 'piecewiseConstant', boundaries: [epochs], factors: [1, 0] }, run), [steps - 1, steps])).toEqual([1, 0]);
      const restarts = make({ type: 'cosineDecayRestarts', firstDecayEpochs: epochs }, run);
      expect(at(restarts, [steps, 3 * steps])).toEqual([1, 1]);
    }
  }
});

describe('warm-up', () => {
  test('rises evenly, and ends at the full learning rate', () => {
    expect(at(make({ type: 'constant', warmupEpochs: 0.5 }), [0, 1, 4, 5])).toEqual([0.2, 0.4, 1, 1]);
  });

  test('may take the whole run and more', () => {
    const schedule = make({ type: 'cosineDecay', warmupEpochs: 8 });
    expect(at(schedule, [0, 39])).toEqual([1 / 80, 0.5]);
  });

  test('goes on below a plateau', () => {
    const schedule = make({ type: 'reduceOnPlateau', patience: 1, factor: 0.5, warmupEpochs: 2 });
    observe(schedule, [1, 1]);
    expect(at(schedule, [9, 19, 20])).toEqual([0.25, 0.5, 0.5]);
  });
});

describe('reduceOnPlateau', () => {
  test('watches val_loss where there is one, else loss', () => {
    const schedule = make({ type: 'reduceOnPlateau', patience: 1, factor: 0.5 });
    schedule.observe({ loss: 1, val_loss: 1 }, lower);
    schedule.observe({ loss: 2, val_loss: 0.5 }, lower);
    expect(schedule.factor(0)).toBe(1);
    schedule.observe({ loss: 0.1, val_loss: 0.6 }, lower);
    expect(schedule.factor(0)).toBe(0.5);
    expect(observe(make({ type: 'reduceLROnPlateau', patience: 1, factor: 0.5 }), [1, 0.5, 0.6])).toEqual([1, 1, 0.5]);
  });

  test('takes NaN for no better epoch, first or later', () => {
    expect(observe(make({ type: 'reduceOnPlateau', patience: 2, factor: 0.5 }), [NaN, 1, NaN, NaN, 0.5])).toEqual([1, 1, 1, 0.5, 0.5]);
  });

  test('tells a number that no epoch has', () => {
    const schedule = make({ type: 'reduceOnPlateau', monitor: 'val_acuracy' });
    expect(() => schedule.observe({ loss: 1, val_accuracy: 0.5 }, lower)).toThrowErrorMatchingInlineSnapshot(`
     "the spec has a problem
       training.schedule.monitor: expected a number that each epoch has, received "val_acuracy"
         fix: did you mean "val_accuracy"?"
    `);
    expect(() => schedule.observe({ loss: 1 }, lower)).toThrowErrorMatchingInlineSnapshot(`
     "the spec has a problem
       training.schedule.monitor: expected a number that each epoch has, received "val_acuracy"
         fix: known are loss"
    `);
  });

  test('goes on where it was', () => {
    const spec: ScheduleSpec = { type: 'reduceOnPlateau', patience: 2, factor: 0.5, cooldown: 1, warmupEpochs: 0.2 };
    const losses = [1, 1, 0.8, 0.9, 0.9, 0.9, 0.9, 0.9, 0.7, 0.9, 0.9, 0.9];
    const whole = observe(make(spec), losses);
    for (let stop = 0; stop <= losses.length; stop++) {
      const first = make(spec);
      const second = make(spec);
      const begun = observe(first, losses.slice(0, stop));
      second.restore(JSON.parse(JSON.stringify(first.save())) as ReturnType<Schedule['save']>);
      expect([...begun, ...observe(second, losses.slice(stop))]).toEqual(whole);
    }
  });
});
