import { describe, expect, test } from '@jest/globals';
import { createMeter } from '../../src/metrics/createMeter.ts';
import { measure } from './measure.ts';
import type { Meter } from '../../src/metrics/meter.ts';
import type { NamedValue } from '../../src/spec/normalised.ts';
import { cut } from './cut.ts';
import { cases } from './reference.ts';
import { spread } from '../long/spread.ts';

type Numbers = Readonly<Record<string, number | null>>;

/** As JSON has it: null where there is no number. */
const plain = (numbers: Readonly<Record<string, number>>): Numbers =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, Number.isNaN(value) ? null : value]));
/** To 1e-6, of numbers above 1 in relation to them: scikit-learn takes log losses in float32. */
const near = (numbers: Numbers) =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, value === null ? null : expect.closeTo(value, digits(value))]));
const digits = (value: number) => 6 - Math.max(0, Math.ceil(Math.log10(Math.abs(value))));
const text = ({ type, ...options }: NamedValue) => [type, ...Object.values(options)].join(' ');

describe.each(cases)('of $name', ({ output, batch, expected }) => {
  const named = expected.map((entry) => ({ ...entry, called: text(entry.metric) }));
  test.each(spread(named, 3))('$called is what scikit-learn says, however the rows are cut into batches', ({ metric, result }) => {
    const whole = measure(metric, output, batch);
    expect(plain(whole)).toEqual(near(result));

    const meter: Meter = createMeter(metric, output);
    for (const part of cut(batch)) meter.update(part);
    expect(meter.result()).toEqual(whole);
  });
});
