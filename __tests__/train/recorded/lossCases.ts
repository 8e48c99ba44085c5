import type { ModelSpec } from 'netspec';
import { isLong } from '../../long/isLong.ts';
import { losses, type LossKind } from '../../../src/spec/losses.ts';
import type { Option, Options } from '../../../src/spec/option.ts';
import { examplesFor } from './examples.ts';
import { chain, dense, head, specOf } from './networks.ts';
import type { Subject } from './runs.ts';

export interface LossCase {
  readonly title: string;
  readonly kind: LossKind;
  readonly loss: object;
}

/** The first of these that an option takes, and that is not its default. */
const values = [0.3, true, 1, [0.2, 0.5, 0.9]];
function otherValue(option: Option<unknown>): readonly unknown[] {
  const value = values.find((each) => option.check(each, '').length === 0 && each !== option.fallback);
  return value === undefined ? [] : [value];
}

/** Each loss as it is by default, and with every option at another value. */
export const lossCases = Object.values<LossKind>(losses).flatMap((kind): LossCase[] => {
  const options = Object.entries(kind.options as Options).flatMap(([name, option]) =>
    otherValue(option as Option<unknown>).map((value) => [name, value] as const),
  );
  const loss = { type: kind.type, ...Object.fromEntries(options) };
  const plain = { title: kind.type, kind, loss: { type: kind.type } };
  return options.length === 0 ? [plain] : [plain, { title: JSON.stringify(loss), kind, loss }];
});

/** The activation whose answers a loss takes. */
function activationFor({ takes, severalUnits, type }: LossKind): string {
  if (takes === 'shares') return severalUnits || type === 'kullbackLeiblerDivergence' ? 'softmax' : 'sigmoid';
  return takes === 'positive' || type === 'meanSquaredLogarithmicError' ? 'softplus' : 'linear';
}

/** Another than adam, which takes steps of the same length whatever the loss is multiplied by. */
const options = { optimizer: { type: 'sgd', learningRate: 0.05 }, batchSize: 4, epochs: isLong ? 50 : 5 } as const;

export function subjectOf({ kind, loss }: LossCase, input: readonly number[], weighted: boolean): Subject {
  const model: ModelSpec = specOf(chain(input, dense(4), head(3, activationFor(kind))), { loss: loss as { type: 'logcosh' } });
  const data = examplesFor(model, { rows: 4 });
  return { model, data: weighted ? { ...data, sampleWeight: [1, 0.5, 2, 0] } : data, options };
}
