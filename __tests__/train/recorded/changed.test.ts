import { describe, expect, test } from '@jest/globals';
import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { registerLayer, type Callback, type Control, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { spread } from '../../long/spread.ts';
import { leaveNoTensors } from '../tensors.ts';
import { wave } from '../watch/runs.ts';
import { chain, dense, head, specOf, squares } from './networks.ts';
import { backends, expectAlike, expectSame, expectTrained, trainBy, type Subject, type Trained } from './runs.ts';
import type { StepInfo } from './toldStep.ts';

leaveNoTensors();

/** Forty steps of one batch. */
const data = { xs: wave(4, 3), ys: wave(4, 1) };
const options: TrainOptions = { loss: 'meanSquaredError', optimizer: { type: 'sgd', learningRate: 0.02 }, epochs: 40 };

let called = 0;
/** What a layer may hold that refers to itself, and tells if anybody calls what it computes. */
class Schedule {
  readonly itself = this;
  readonly rates = [1, 1];
  constructor() {
    Object.defineProperty(this, 'next', { enumerable: true, get: () => ++called });
  }
}

/** What a program may change of its layer between two steps. */
class Changing extends tfl.layers.Layer {
  static className = 'ChangingLayer';
  factor = 1;
  shift: Tensor | null = null;
  readonly options = { factor: 1 };
  readonly factors = [1, 1];
  readonly byName = new Map([['all', { factor: 1 }]]);
  readonly decays = new Set<number>();
  readonly schedule = new Schedule();
  readonly tables = { of: { factors: Float32Array.of(1, 1) } };
  of: (x: Tensor) => Tensor = (x) => x;
  added?: number;
  #hidden = 1;
  readonly #toFree: Tensor[] = [];

  /** Tensors that go when the model does. */
  frees(...tensors: readonly Tensor[]): void {
    this.#toFree.push(...tensors);
  }
  hide(factor: number): void {
    this.#hidden = factor;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const factor = this.factor * this.#hidden * this.options.factor * this.factors[1]! * (this.added ?? 1) * this.heldFactor();
      const x = this.of(tf.mul([inputs].flat()[0]!, factor));
      return this.shift ? tf.add(x, this.shift) : x;
    });
  }
  heldFactor(): number {
    return this.byName.get('all')!.factor * 0.9 ** this.decays.size * this.schedule.rates[1]! * this.tables.of.factors[1]!;
  }
  override dispose() {
    tf.dispose([...(this.shift ? [this.shift] : []), ...this.#toFree]);
    return super.dispose();
  }
}

registerLayer({
  type: 'changing',
  doc: 'Times and plus what a program says.',
  options: {},
  ranks: { in: 'any', out: 'same' },
  outputShape: ([input]: readonly (readonly (number | null)[])[]) => input!,
  layer: Changing,
});

/** A network of TensorFlow.js's own, anew for each training. */
function newModel(): LayersModel {
  const kernelInitializer = tfl.initializers.glorotUniform({ seed: 3 });
  const changing = new Changing({ name: 'changing' } as never);
  return tfl.sequential({
    layers: [
      tfl.layers.dense({
        units: 4,
        inputShape: [3],
        activation: 'tanh',
        name: 'bounded',
        kernelInitializer,
        kernelConstraint: tfl.constraints.maxNorm({ maxValue: 0.5 }),
        kernelRegularizer: tfl.regularizers.l2({ l2: 0.01 }),
      }),
      changing,
      tfl.layers.dense({ units: 1, kernelInitializer, name: 'last' }),
    ],
  });
}

type Change = (step: number, model: LayersModel) => void;

async function trainWith(
  step: 'auto' | 'eager',
  change: Change,
  backend: (typeof backends)[number],
  infos: StepInfo[] = [],
): Promise<Trained> {
  let layersModel!: LayersModel;
  let steps = 0;
  const callback: Callback = { onBatchEnd: (_: unknown, control: Control) => change(++steps, (layersModel = control.layersModel)) };
  // As callbacks have their turn before each step, operations go on alone from about the 25th.
  const subject: Subject = { model: newModel, data, options: { ...options, epochs: 20, callbacks: [callback] } };
  const made: LayersModel[] = [];
  const model = () => {
    made.push(newModel());
    return made[0]!;
  };
  const trained = await trainBy(step, { ...subject, model }, backend, { infos });
  expect(layersModel).toBe(made[0]);
  return trained;
}

const changing = (model: LayersModel) => model.getLayer('changing') as Changing;
/** Private fields of TensorFlow.js's layers. */
interface Places {
  kernel: { val: Variable; read: () => Tensor };
  bias: unknown;
}
const placesOf = (model: LayersModel, name: string) => model.getLayer(name) as unknown as Places;
const at =
  (steps: readonly number[], change: (model: LayersModel, step: number) => void): Change =>
  (step, model) => {
    if (steps.includes(step)) change(model, step);
  };

/** Before it is recorded, between what is recorded, and while a program computes. */
const moments = [1, 2, 3, 10];
const changes: readonly (readonly [string, Change])[] = [
  ['a number of a layer', at(moments, (model, step) => (changing(model).factor = 1 + step / 20))],
  [
    'a tensor that a layer holds',
    at(moments, (model, step) => {
      const layer = changing(model);
      layer.shift?.dispose();
      layer.shift = tf.tensor1d([step / 20, 0, 0.1, -step / 20]);
    }),
  ],
  ['a number in an object of a layer', at(moments, (model, step) => (changing(model).options.factor = 1 + step / 20))],
  ['a number in a list of a layer', at(moments, (model, step) => (changing(model).factors[1] = 1 + step / 20))],
  ['a number in an object in a map of a layer', at(moments, (model, step) => (changing(model).byName.get('all')!.factor = 1 + step / 20))],
  ['what is in a set of a layer', at(moments, (model, step) => void changing(model).decays.add(step))],
  [
    'a number in an instance of a class that a layer holds',
    at(moments, (model, step) => (changing(model).schedule.rates[1] = 1 + step / 20)),
  ],
  [
    'a number in a typed array in an object of an object of a layer',
    at(moments, (model, step) => (changing(model).tables.of.factors[1] = 1 + step / 20)),
  ],
  ['a function of a layer', at(moments, (model, step) => (changing(model).of = (x) => tf.mul(x, 1 + step / 20)))],
  ['a field that a layer did not have', at([6], (model) => (changing(model).added = 1.5))],
  [
    'what a layer does',
    at(moments, (model, step) => {
      changing(model).call = (inputs) => tf.mul([inputs].flat()[0]!, 1 + step / 20);
    }),
  ],
  [
    'what a layer adds to the loss',
    at(moments, (model, step) => {
      const layer = model.getLayer('last');
      layer.addLoss(() => tf.mul(step / 100, tf.mean(tf.square(layer.weights[0]!.read()))) as Scalar);
    }),
  ],
  [
    'how much a regularizer counts',
    at(moments, (model, step) => {
      const { kernelRegularizer } = model.getLayer('bounded') as unknown as { kernelRegularizer: { l2: number } };
      kernelRegularizer.l2 = 0.1 * step;
    }),
  ],
  [
    'whether one weight is trained',
    at([2, 5, 9, 11], (model) => {
      const variable = model.getLayer('last').weights[0]!.read() as Variable;
      variable.trainable = !variable.trainable;
    }),
  ],
  ['whether a layer has a bias', at([2, 10], (model) => void (placesOf(model, 'last').bias = null))],
  [
    'which kernel a layer has',
    at([2, 10], (model, step) => {
      const other = tfl.layers.dense({ units: 4, kernelInitializer: tfl.initializers.glorotUniform({ seed: step }), name: 'other' });
      other.build([null, 3]);
      changing(model).frees(...other.weights.map((weight) => weight.read()));
      placesOf(model, 'bounded').kernel = (other as unknown as Places).kernel;
    }),
  ],
  [
    'where the values of a weight are',
    at([2, 10], (model, step) => {
      const { kernel } = placesOf(model, 'bounded');
      changing(model).frees(kernel.val);
      kernel.val = tf.tidy(() => tf.variable(tf.fill([3, 4], step / 20)));
    }),
  ],
  [
    'how a weight is read',
    at([2, 10], (model, step) => {
      const { kernel } = placesOf(model, 'bounded');
      const other = tf.tidy(() => tf.variable(tf.mul(kernel.val, 1 + step / 20)));
      changing(model).frees(other);
      kernel.read = () => other;
    }),
  ],
  ['the activation of a layer', at(moments, (model, step) => {
    const layer = model.getLayer('last') as unknown as { activation: unknown };
    layer.activation = (tfl.layers.dense({ units: 1, activation: step % 2 ? 'tanh' : 'sigmoid', name: 'other' }) as unknown as typeof layer).activation;
  })], // prettier-ignore
];

describe.each(backends)('on %s', (backend) => {
  /** What becomes of it where nothing is changed. */
  let undisturbed: Promise<Trained> | undefined;

  test.each(spread(changes, backends.length, backends.indexOf(backend)))(
    'between two steps a program may change %s, which counts at once',
    async (_, change) => {
      const infos: StepInfo[] = [];
      const eager = await trainWith('eager', change, backend);
      expectSame(await trainWith('auto', change, backend, infos), eager);
      expectTrained(eager);
      expect(infos.map(({ step }) => step)).toEqual(['recorded']);
      expect(called).toBe(0);
      const alone = await (undisturbed ??= trainWith('eager', () => undefined, backend));
      expect(eager.losses).not.toEqual(alone.losses);
    },
  );

  test('what changes where nobody can see it counts from the next step on, too, and is told', async () => {
    const change = at([10], (model) => changing(model).hide(1.5));
    const infos: StepInfo[] = [];
    expectSame(await trainWith('auto', change, backend, infos), await trainWith('eager', change, backend));
    expect(infos.map(({ step }) => step)).toEqual(['recorded', 'eager']);
    expect(infos[1]!.reason).toBe('eager: layer "changing" computes something else than when it was recorded');
  });

  test('bounded weights stay where they lie in memory, and within their bounds', async () => {
    const places = new Set<object>();
    const norms: number[] = [];
    const look: Change = (step, model) => {
      const kernel = model.getLayer('bounded').weights[0]!.read();
      if (step > 1) places.add(kernel.dataId);
      norms.push(tf.tidy(() => tf.max(tf.norm(kernel, 2, 0)).dataSync()[0]!));
    };
    await trainWith('auto', look, backend);
    expect(places.size).toBe(1);
    expect(Math.max(...norms)).toBeCloseTo(0.5, 5);
  });

  test('moving means and a network that is bounded train as by the eager step', async () => {
    const constraint = { type: 'maxNorm', maxValue: 0.4 };
    const network = chain([3], dense(4, { kernelConstraint: constraint }), { type: 'batchNormalization' }, head());
    const subject = { model: specOf(network, squares), data, options: { ...options, metrics: ['meanAbsoluteError'] as const } };
    expectTrained(await expectAlike(subject, backend));
  });
});
