import type { TargetOf } from '../../spec/target.ts';
import { finest, rescale } from '../conversion.ts';
import type { TargetKind } from './kind.ts';
import { number, type NumberTargetEncoder } from './number.ts';

/** A scaled number, once for each quantile. */
export type QuantilesEncoder = Omit<NumberTargetEncoder, 'type'> & {
  readonly name: string;
  readonly type: 'quantiles';
  readonly quantiles: readonly number[];
};

const asNumber = (encoder: QuantilesEncoder): NumberTargetEncoder => ({ ...encoder, type: 'number' }) as NumberTargetEncoder;

/**
 * A number by its median and other quantiles. They are answered one by one, so they may cross: they are put in order (V.
 * Chernozhukov, I. Fernández-Val and A. Galichon, "Quantile and probability curves without crossing", Econometrica 78, 2010),
 * which is never further from the true ones. Scaling rises, so that quantiles stay quantiles.
 */
export const quantiles: TargetKind<TargetOf<'quantiles'>, QuantilesEncoder> = {
  fitter(name, { scale, quantiles: list }) {
    const inner = number.fitter(name, { type: 'number', scale } as TargetOf<'number'>);
    return {
      add: (column, problems) => inner.add(column, problems),
      finish: (problems) => ({ ...inner.finish(problems), type: 'quantiles', quantiles: list }),
    };
  },
  width: ({ quantiles: list }) => list.length,
  write(encoder, column, { values, width, offset }, problems) {
    number.write(asNumber(encoder), column, { values, width, offset }, problems);
    for (let at = offset; at < values.length; at += width) values.fill(values[at]!, at, at + encoder.quantiles.length);
  },
  decode(encoder, output) {
    const answers = number.toUnits!(asNumber(encoder), output.slice().sort());
    return {
      value: answers[encoder.quantiles.indexOf(0.5)]!,
      quantiles: Object.fromEntries(encoder.quantiles.map((quantile, i) => [String(quantile), answers[i]!])),
    };
  },
  toUnits: (encoder, values) => number.toUnits!(asNumber(encoder), values),
  answersToUnits(encoder, values) {
    const answers = number.toUnits!(asNumber(encoder), values);
    const width = encoder.quantiles.length;
    for (let start = 0; start < answers.length; start += width) answers.subarray(start, start + width).sort();
    return answers;
  },
  task: () => 'quantiles',
  combine: finest,
  convert: (from, to) => ({ width: from.quantiles.length, columns: from.quantiles.map((_, i) => rescale(i, from, to)) }),
};
