import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { train, type ModelSpec, type TrainData, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import { createRandom } from '../../src/random.ts';
import { isNativeAsked } from '../backends.ts';
import { isLong } from '../long/isLong.ts';
import { spread, testOfWhole } from '../long/spread.ts';
import { distance, leaveNoTensors, weightsOf } from '../train/tensors.ts';

leaveNoTensors();

/** Operations of TensorFlow that run meanwhile. */
function operationsOf(work: () => void): string[] {
  const backend = tf.backend() as unknown as { executeMultipleOutputs(op: string, ...rest: unknown[]): unknown };
  const before = backend.executeMultipleOutputs.bind(backend);
  const seen: string[] = [];
  backend.executeMultipleOutputs = (op, ...rest) => {
    seen.push(op);
    return before(op, ...rest);
  };
  try {
    work();
  } finally {
    Reflect.deleteProperty(backend, 'executeMultipleOutputs');
  }
  return seen;
}

interface Cell {
  call(...given: unknown[]): Tensor[];
  dropoutFunc?: (ones: Tensor, rate: number) => Tensor;
}
type Layer = ReturnType<typeof tfl.layers.lstm> & { readonly cell: Cell };

/** Has a layer run step by step, as a cell of the program's own does. */
function stepByStep({ cell }: Layer): void {
  const { call } = cell;
  cell.call = (...given) => call.apply(cell, given);
}

interface Variant {
  readonly options?: object;
  readonly call?: object;
  readonly make?: (options: object) => Layer;
  /** What the layer is given besides the sequences. */
  readonly states?: boolean;
}

const sigmoid = { units: 5, recurrentActivation: 'sigmoid' } as const;
const wrapped = (options: object) =>
  tfl.layers.rnn({ cell: tfl.layers.lstmCell({ ...sigmoid, ...options } as never), ...options } as never) as unknown as Layer;

const fused: Readonly<Record<string, Variant>> = {
  'with its last answer': {},
  'with all answers': { options: { returnSequences: true } },
  'with its states': { options: { returnState: true } },
  'with all answers and its states': { options: { returnSequences: true, returnState: true } },
  'that goes backwards': { options: { goBackwards: true, returnSequences: true } },
  'without a bias': { options: { useBias: false } },
  'that begins with states it is given': { states: true, options: { returnState: true } },
  'that drops of what it reads': { options: { dropout: 0.4 }, call: { training: true } },
  'that would drop, but answers': { options: { dropout: 0.4 }, call: { training: false } },
  'of one unit': { options: { units: 1 } },
  'around a cell': { make: wrapped, options: { returnSequences: true } },
};

const unfused: Readonly<Record<string, Variant>> = {
  'with the gates of TF.js': { options: { recurrentActivation: 'hardSigmoid' } },
  'with another activation': { options: { activation: 'relu' } },
  'that drops of what recurs': { options: { recurrentDropout: 0.4 }, call: { training: true } },
};

/** Answers, and gradients with respect to all that a layer reads. */
function answersOf({ options, call, make, states }: Variant, isStepByStep: boolean) {
  const layer = (make ?? ((all) => tfl.layers.lstm(all as never) as Layer))({ ...sigmoid, ...options });
  const { units } = { ...sigmoid, ...options } as { readonly units: number };
  const [x, h, c] = [tf.randomNormal([3, 7, 4], 0, 1, 'float32', 1), ...[2, 3].map((seed) => tf.randomNormal([3, units], 0, 1, 'float32', seed))] as [Tensor, Tensor, Tensor]; // prettier-ignore
  layer.build([null, 7, 4]);
  tf.tidy(() => layer.setWeights(layer.getWeights().map(({ shape }, i) => tf.randomNormal(shape, 0, 0.5, 'float32', 10 + i))));
  let drawn = 0;
  layer.cell.dropoutFunc = (ones, rate) => tf.dropout(ones, rate, undefined, 20 + drawn++);
  if (isStepByStep) stepByStep(layer);
  const variables = layer.trainableWeights.map((weight) => (weight as unknown as { readonly val: Tensor }).val);
  const run = (...given: Tensor[]): Tensor => {
    const initial = states ? { initialState: given.slice(1, 3) } : {};
    const answers = [layer.call(given[0]!, { ...call, ...initial })].flat();
    const flat = tf.concat(answers.map((answer) => tf.reshape(answer, [-1])));
    // Each answer counts differently.
    return tf.sum(tf.mul(flat, tf.sin(tf.range(0, flat.size))));
  };
  const read = [x, ...(states ? [h, c] : []), ...variables];
  const answers = [layer.call(x, { ...call, ...(states ? { initialState: [h, c] } : {}) })].flat();
  const gradients = tf.grads(run)(read);
  const values = [...answers, ...gradients].map((tensor) => [...tensor.dataSync()]);
  tf.dispose([x, h, c, ...answers, ...gradients, ...variables]);
  const masks = layer.cell as unknown as { dropoutMask: Tensor[] | null; recurrentDropoutMask: Tensor[] | null };
  tf.dispose([masks.dropoutMask ?? [], masks.recurrentDropoutMask ?? []]);
  return values;
}

const blocksOf = (operations: readonly string[]) => operations.filter((op) => op.startsWith('BlockLSTM'));

(isNativeAsked ? describe : describe.skip)('an LSTM on native bindings', () => {
  beforeAll(async () => void (await useBackend('native')));

  test.each(Object.keys(fused))('%s is one operation, and computes what it does step by step', (name) => {
    let received: number[][] = [];
    const operations = operationsOf(() => (received = answersOf(fused[name]!, false)));
    expect(blocksOf(operations)).toEqual(['BlockLSTMV2', 'BlockLSTMV2', 'BlockLSTMGradV2']);
    const expected = answersOf(fused[name]!, true);
    expect(distance(received, expected)).toBeLessThan(2e-6);
    expect(Math.max(...expected.flat().map(Math.abs))).toBeGreaterThan(0.1);
  });

  test.each(Object.keys(unfused))('%s goes step by step', (name) => {
    let received: number[][] = [];
    expect(blocksOf(operationsOf(() => (received = answersOf(unfused[name]!, false))))).toEqual([]);
    expect(received).toEqual(answersOf(unfused[name]!, true));
  });

  test('keeps its states from one call to the next, where it is asked to', () => {
    const statesOf = (isStepByStep: boolean) => {
      const layer = tfl.layers.lstm({ ...sigmoid, stateful: true, returnState: true, batchInputShape: [2, 3, 4] }) as Layer;
      layer.build([2, 3, 4]);
      if (isStepByStep) stepByStep(layer);
      tf.tidy(() => layer.setWeights(layer.getWeights().map(({ shape }, i) => tf.randomNormal(shape, 0, 0.5, 'float32', 10 + i))));
      const answers = tf.tidy(() => {
        const x = tf.randomNormal([2, 3, 4], 0, 1, 'float32', 9);
        return [1, 2].flatMap(() => layer.call(x, {}) as Tensor[]).map((tensor) => [...tensor.dataSync()]);
      });
      const { states_ } = layer as unknown as { readonly states_: Tensor[] };
      tf.dispose([states_, layer.weights.map((weight) => (weight as unknown as { readonly val: Tensor }).val)]);
      return answers;
    };
    const [received, expected] = [statesOf(false), statesOf(true)];
    expect(distance(received, expected)).toBeLessThan(1e-6);
    expect(received[0]).not.toEqual(received[3]);
  });

  test('goes step by step where steps are masked, and where the gradient of a gradient is asked for', () => {
    const layer = tfl.layers.lstm(sigmoid) as Layer;
    layer.build([null, 3, 4]);
    const operations = operationsOf(() =>
      tf.tidy(() => {
        const x = tf.randomNormal([2, 3, 4], 0, 1, 'float32', 9);
        layer.call(x, { mask: tf.tensor2d([[1, 1, 0], [1, 0, 0]], undefined, 'bool') }); // prettier-ignore
        const slope = tf.grad((y: Tensor) => tf.sum(layer.call(y, {}) as Tensor));
        expect(tf.grad((y: Tensor) => tf.sum(tf.square(slope(y))))(x).shape).toEqual([2, 3, 4]);
      }),
    );
    expect(blocksOf(operations)).toEqual([]);
    tf.dispose(layer.weights.map((weight) => (weight as unknown as { readonly val: Tensor }).val));
  });
});

const random = createRandom(3);
const draw = (rows: number, ...sizes: number[]): unknown[] =>
  Array.from({ length: rows }, () => (sizes.length === 0 ? random.next() * 2 - 1 : draw(sizes[0]!, ...sizes.slice(1))));

const stepsOf = (steps: number) => ({ xs: draw(40, steps, 3), ys: draw(40, 2) }) as TrainData;
const sequences = new Map([4, 6, 11, 12].map((steps) => [steps, stepsOf(steps)]));
/** Of other lengths, zeros behind them. */
const words = { xs: Array.from({ length: 40 }, (_, row) => Array.from({ length: 12 }, (_, i) => (i < row % 13 ? 1 + ((row * i) % 6) : 0))), ys: draw(40, 2) } as TrainData; // prettier-ignore

/** Weights after 50 steps, answers, and what the step was said to be. */
async function trained(layers: object | readonly object[], options: Partial<TrainOptions>, steps = 6) {
  const reasons: string[] = [];
  const all = [layers].flat() as readonly object[];
  const isOfWords = 'inputDim' in all[0]!;
  const network = { input: isOfWords ? [12] : [steps, 3], layers: [...all, { type: 'dense', units: 2 }] } as unknown as NonNullable<ModelSpec['network']>; // prettier-ignore
  const data = isOfWords ? words : sequences.get(steps)!;
  const model = await train({ network } as ModelSpec, data, {
    ...{ epochs: 10, batchSize: 8, seed: 4, validationSplit: 0, loss: 'meanSquaredError', backend: 'native' },
    onStep: ({ reason }) => reasons.push(reason),
    ...options,
  } as TrainOptions);
  const weights = weightsOf(model.layersModel);
  model.dispose();
  return { weights, reasons };
}

const optimizer = { type: 'sgd', learningRate: 0.1 } as const;

const gru = { type: 'gru', units: 6 };
const rolled: Readonly<Record<string, object | readonly object[]>> = {
  'an LSTM with the gates of TF.js': { type: 'lstm', units: 8 },
  'a GRU': { type: 'gru', units: 8 },
  'a simple RNN': { type: 'simpleRNN', units: 8 },
  'a GRU that goes backwards, without a bias': { type: 'gru', units: 8, goBackwards: true, useBias: false },
  'a simple RNN that drops': { type: 'simpleRNN', units: 8, dropout: 0.2, recurrentDropout: 0.2 },
  'an LSTM that drops': { type: 'lstm', units: 6, dropout: 0.2, recurrentDropout: 0.3 },
  'a GRU that drops': { ...gru, dropout: 0.2, recurrentDropout: 0.3 },
  'an LSTM with sigmoid gates that drops of what recurs': { type: 'lstm', units: 6, recurrentActivation: 'sigmoid', recurrentDropout: 0.3 },
  'a GRU around another activation': { type: 'gru', units: 8, activation: 'relu', recurrentActivation: 'sigmoid' },
  'an LSTM around activations of all sorts': { type: 'lstm', units: 6, activation: 'softplus', recurrentActivation: 'softmax' },
  'a GRU both ways': { type: 'bidirectional', layer: { type: 'gru', units: 4 } },
  'an LSTM both ways, summed at each step': [
    { type: 'bidirectional', layer: { type: 'lstm', units: 4, returnSequences: true, dropout: 0.2 }, mergeMode: 'sum' },
    { type: 'globalAveragePooling1d' },
  ],
  'layers on each other': [
    { type: 'lstm', units: 5, returnSequences: true },
    { ...gru, returnSequences: true, goBackwards: true },
    { type: 'simpleRNN', units: 4 },
  ],
  'a GRU of words with gaps': [{ type: 'embedding', inputDim: 7, outputDim: 3, maskZero: true }, gru],
  'LSTMs of words with gaps': [
    { type: 'embedding', inputDim: 7, outputDim: 3, maskZero: true },
    { type: 'lstm', units: 5, returnSequences: true },
    { type: 'lstm', units: 4, recurrentActivation: 'sigmoid' },
  ],
};

(isNativeAsked ? describe : describe.skip)('50 steps on native bindings', () => {
  const layer = { type: 'lstm', units: 8, recurrentActivation: 'sigmoid' };

  test.each([
    ['eager', /^eager: it was asked for$/],
    ['auto', /^recorded: a graph of \d\d operations/],
  ] as const)('of an LSTM with sigmoid gates, %s, end in the weights of plain JavaScript', async (step, reason) => {
    const stock = await trained(layer, { backend: 'cpu', step: 'eager', optimizer });
    const own = await trained(layer, { step, optimizer });
    expect(distance(own.weights, stock.weights)).toBeLessThan(1e-6);
    expect(own.reasons).toEqual([expect.stringMatching(reason)]);
  });

  // A loop takes seconds to be made, forward and backward: one of each kind of cell, and all where there is time.
  const cells = Object.keys(rolled).filter((_, i) => isLong || [0, 2, 6].includes(i));
  test.each(spread(cells, 3, 1))('of %s are a graph with a loop over time, and end in the weights of plain JavaScript', async (name) => {
    const own = await trained(rolled[name]!, { optimizer }, 12);
    const stock = await trained(rolled[name]!, { backend: 'cpu', optimizer }, 12);
    expect(own.reasons).toEqual([expect.stringMatching(/^recorded: a graph of \d\d\d? operations/)]);
    expect(distance(own.weights, stock.weights)).toBeLessThan(1e-6);
  });

  testOfWhole.each(isLong ? [4, 6, 11] : [11])(
    'of sequences of %i steps, which are turns of several or of one, or no loop, end in the same weights',
    async (steps) => {
      for (const one of isLong ? ['lstm', 'gru'] : ['gru']) {
        const layers = { type: one, units: 5 };
        const stock = await trained(layers, { backend: 'cpu', optimizer }, steps);
        expect(distance((await trained(layers, { optimizer }, steps)).weights, stock.weights)).toBeLessThan(1e-6);
      }
    },
  );

  test('are a graph of as many operations for any number of steps in time', async () => {
    const few = { optimizer, epochs: 1 };
    const all = [
      { type: 'lstm', units: 3 },
      { ...gru, dropout: 0.5 },
      { type: 'simpleRNN', units: 3 },
    ];
    for (const layers of spread(all, 3, 2)) {
      expect((await trained(layers, few, 12)).reasons).toEqual((await trained(layers, few, 6)).reasons);
    }
  });
});
