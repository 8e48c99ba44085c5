import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { train, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import type { WasmBackend, WasmModule } from '../../src/backend/kernels/repair.ts';
import { heapValues } from '../../src/backend/wasm/heap.ts';
import { useBackend } from '../../src/node/backend.ts';
import { createMinimizer, type Minimizer } from '../../src/train/step/minimizer.ts';
import { lossAndGradients } from '../../src/train/step/tape.ts';
import { watchMemory } from '../wasmMemory.ts';
import { wave } from './watch/runs.ts';

const adam = { type: 'adam', beta1: 0.9, beta2: 0.999, amsgrad: false, useEma: true, globalClipNorm: 0.5 };
const inputs = wave(5, 3);
/** Each makes the memory larger by a fifth. The first step takes some for weights, for what is remembered, and for gradients. */
const MOST_MOVES = 12;

let models: LayersModel[] = [];
let minimizers: Minimizer[] = [];
let tensors = 0;
/** Disposed after the test. */
function start(optimizer: object = adam, maxValue = 0.6): { model: LayersModel; minimizer: Minimizer; computeLoss: () => Scalar } {
  const kernelInitializer = tfl.initializers.glorotUniform({ seed: 3 });
  const model = tfl.sequential({
    layers: [
      tfl.layers.dense({
        units: 5,
        inputShape: [3],
        activation: 'tanh',
        kernelInitializer,
        kernelConstraint: tfl.constraints.maxNorm({ maxValue }),
      }),
      tfl.layers.dense({ units: 1, kernelInitializer }),
    ],
  });
  const minimizer = createMinimizer(model, optimizer as never);
  models.push(model);
  minimizers.push(minimizer);
  const computeLoss = () => tf.mean(tf.square(tf.sub(model.apply(tf.tensor2d(inputs), { training: true }) as Tensor, 1))) as Scalar;
  return { model, minimizer, computeLoss };
}
const weightsOf = (model: LayersModel) => model.getWeights().map((weight) => Array.from(weight.dataSync()));
const gradientsOf = (model: LayersModel, computeLoss: () => Scalar): Tensor[] => {
  const variables = model.trainableWeights.map((weight) => weight.read() as ReturnType<typeof tf.variable>);
  const { grads } = lossAndGradients(computeLoss, variables, () => ({ now: undefined, stop: () => undefined }));
  return variables.map(({ name }) => grads[name]!);
};
const end = () => {
  for (const minimizer of minimizers) minimizer.dispose();
  for (const model of models) model.dispose();
  [minimizers, models] = [[], []];
};
const wasm = () => (tf.backend() as unknown as WasmBackend).wasm as { -readonly [K in keyof WasmModule]: WasmModule[K] };

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeEach(async () => {
    await useBackend(backend);
    tensors = tf.memory().numTensors;
  });
  afterEach(() => {
    end();
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test('a step by gradients that were computed before is the same, bit for bit', () => {
    const [one, other] = [start(), start()];
    for (let step = 0; step < 5; step++) {
      one.minimizer.minimize(one.computeLoss, 0.05);
      tf.tidy(() => {
        const gradients = gradientsOf(other.model, other.computeLoss);
        other.minimizer.prepare();
        // Some of them copies, the others as they are.
        const arrays = gradients.map((tensor, i) => (i % 2 === step % 2 ? heapValues(tensor) : undefined) ?? (tensor.dataSync() as Float32Array).slice()); // prettier-ignore
        other.minimizer.move(arrays, 0.05);
      });
      expect(weightsOf(other.model)).toEqual(weightsOf(one.model));
    }
    for (const { minimizer } of [one, other]) minimizer.show(true);
    expect(weightsOf(other.model)).toEqual(weightsOf(one.model));
  });

  test('gradients that somebody else holds as well are left as they are', () => {
    // So far clipped that one that is written over is far from 1.
    const { model, minimizer } = start({ type: 'sgd', momentum: 0, nesterov: false, clipValue: 0.001 }, 10);
    const before = weightsOf(model);
    const variables = model.trainableWeights.map((weight) => weight.read());
    const constants = variables.map(({ shape }) => tf.ones(shape));
    let kept: Tensor | undefined;
    // One that the program has, one that it keeps on the way back, and two that stand on what it has.
    const withConstants = tf.customGrad((...given: unknown[]) => ({
      value: tf.addN((given.slice(0, 4) as Tensor[]).map((tensor) => tf.sum(tensor))),
      gradFunc: () => [constants[0]!, (kept = tf.keep(tf.onesLike(variables[1]!))), constants[2]!.clone(), tf.reshape(constants[3]!, [1])],
    }));
    minimizer.minimize(() => withConstants(...variables) as Scalar, 1);
    for (const tensor of [...constants, kept!]) expect(new Set(tensor.dataSync())).toEqual(new Set([1]));
    weightsOf(model).forEach((values, i) => values.forEach((value, q) => expect(value).toBeCloseTo(before[i]![q]! - 0.001, 5)));
    tf.dispose([...constants, kept!]);
  });
});

describe('on WebAssembly', () => {
  beforeEach(() => useBackend('wasm'));
  afterEach(end);

  test('memory that moves whenever some is taken changes nothing', () => {
    const [still, moved] = [start(), start()];
    const { _malloc, _free } = wasm();
    let moves = 0;
    const results = [still, moved].map(({ model, minimizer, computeLoss }) => {
      for (let step = 0; step < 3; step++) {
        if (step === 2) minimizer.restore(minimizer.save());
        const arrays = tf.tidy(() => gradientsOf(model, computeLoss).map((tensor) => (tensor.dataSync() as Float32Array).slice()));
        if (model === moved.model) {
          wasm()._malloc = (bytes) => {
            const address = _malloc(bytes);
            if (moves === MOST_MOVES) return address;
            const { buffer } = wasm().HEAPU8;
            const more: number[] = [];
            while (wasm().HEAPU8.buffer === buffer) more.push(_malloc(2 ** 20));
            for (const block of more) _free(block);
            moves++;
            return address;
          };
        }
        try {
          minimizer.prepare();
          minimizer.move(arrays, 0.05);
          minimizer.show(step === 1);
        } finally {
          wasm()._malloc = _malloc;
        }
      }
      return weightsOf(model);
    });
    expect(moves).toBe(MOST_MOVES);
    expect(results[1]).toEqual(results[0]);
  });

  test('a model that goes on with another backend takes along what its optimizer remembers', async () => {
    const walk = async (backends: readonly ('cpu' | 'wasm')[]) => {
      const { model, minimizer, computeLoss } = start();
      for (const backend of backends) {
        await useBackend(backend);
        for (let step = 0; step < 3; step++) minimizer.minimize(computeLoss, 0.05);
      }
      return weightsOf(model).flat();
    };
    const expected = await walk(['cpu', 'cpu', 'cpu']);
    await useBackend('wasm');
    const mixed = await walk(['wasm', 'cpu', 'wasm']);
    mixed.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-6));
  });

  test('a training that ends, or fails, leaves no memory taken', async () => {
    const spec = {
      network: {
        input: [3],
        layers: [
          { type: 'dense', units: 4, activation: 'tanh' },
          { type: 'dense', units: 2 },
        ],
      },
    } as const;
    const data = { xs: wave(24, 3), ys: wave(24, 2) };
    const run = (options: object = {}) =>
      train(spec, data, {
        loss: 'meanSquaredError',
        optimizer: { type: 'adam', useEma: true, gradientAccumulationSteps: 2 },
        ...{ batchSize: 8, epochs: 2, seed: 1, backend: 'wasm', step: 'eager', ...options },
      } as TrainOptions);
    (await run()).dispose();
    const memory = watchMemory();
    (await run()).dispose();
    const onBatchEnd = () => {
      throw new Error('the program');
    };
    await expect(run({ callbacks: [{ onBatchEnd }] })).rejects.toThrow('the program');
    expect(memory.stop()).toBe(0);
  });
});
