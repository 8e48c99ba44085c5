import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { createSchedule } from '../../src/schedules/createSchedule.ts';
import type { NamedValue } from '../../src/spec/normalised.ts';
import { scheduleOption, type ScheduleSpec } from '../../src/spec/schedules.ts';

const recorded = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly factors: readonly { readonly schedule: ScheduleSpec & object; readonly factors: readonly number[] }[];
  readonly plateaus: readonly {
    readonly schedule: ScheduleSpec & { readonly monitor: string };
    readonly values: readonly number[];
    readonly factors: readonly number[];
  }[];
};
const make = (schedule: ScheduleSpec, epochs = recorded.epochs) =>
  createSchedule(scheduleOption({ doc: '' }).normalise(schedule) as NamedValue, { epochs, stepsPerEpoch: recorded.stepsPerEpoch });
// Keras computes some of them in 32 bits.
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 6) as unknown as number);

test.each(recorded.factors)('$schedule is at each step where that of Keras or PyTorch is', ({ schedule, factors }) => {
  const ours = make(schedule);
  expect(factors.map((_, step) => ours.factor(step))).toEqual(close(factors));
});

test.each(recorded.factors)('$schedule begins after the warm-up, and takes what is left of the run', ({ schedule, factors }) => {
  const ours = make({ ...schedule, warmupEpochs: 0.8 }, recorded.epochs + 0.8);
  const start = factors[0]!;
  expect([0, 1, 2, 3].map((step) => ours.factor(step))).toEqual(close([start / 4, start / 2, (start * 3) / 4, start]));
  expect(factors.map((_, step) => ours.factor(step + 4))).toEqual(close(factors));
});

test.each(recorded.plateaus)('$schedule falls where the callback of Keras falls', ({ schedule, values, factors }) => {
  const ours = make(schedule);
  const isBetter = (name: string, value: number, than: number) => (name.endsWith('loss') ? value < than : value > than);
  const received = values.map((value, epoch) => {
    ours.observe({ loss: 7, [schedule.monitor]: value }, isBetter);
    return ours.factor(epoch);
  });
  expect(received).toEqual(close(factors));
});
