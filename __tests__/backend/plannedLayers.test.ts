import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { KernelConfig, KernelFunc, Rank, TensorInfo } from '@tensorflow/tfjs-core';
import { train, type LayerSpec } from 'netspec';
import { tf } from '#tf';
import { plannerOf } from '../../src/backend/kernels/planned.ts';
import { useBackend } from '../../src/node/backend.ts';

/** Products, convolutions, pooling, and their gradients. */
const FAMILY = /MatMul|Conv2D|Conv2d|Pool/;

const stood: KernelConfig[] = [];
/** Kernels of the family that were run, each with how many times there was no plan for what it was given. */
const run = new Map<string, number>();

beforeEach(async () => {
  await useBackend('wasm');
  for (const kernel of tf.getKernelsForBackend('wasm').filter(({ kernelName }) => FAMILY.test(kernelName))) {
    stood.push(kernel);
    put({ ...kernel, kernelFunc: noting(kernel) });
  }
});
afterEach(() => {
  for (const kernel of stood.splice(0)) put(kernel);
  run.clear();
});

function put(kernel: KernelConfig): void {
  tf.unregisterKernel(kernel.kernelName, 'wasm');
  tf.registerKernel(kernel);
}

const noting = ({ kernelName, kernelFunc }: KernelConfig): KernelFunc => {
  const planner = plannerOf<number>(kernelFunc);
  return (call) => {
    const plan = planner?.(call.inputs as unknown as Record<string, TensorInfo>, call.attrs);
    run.set(kernelName, (run.get(kernelName) ?? 0) + Number(plan === undefined));
    return kernelFunc(call);
  };
};

const LINE = [12, 4];
const IMAGE = [8, 8, 3];
const conv = { filters: 5, kernelSize: 3 };
const cases: readonly (readonly [readonly number[], LayerSpec, string])[] = [
  [LINE, { type: 'dense', units: 3, activation: 'relu' }, 'BatchMatMul'],
  [LINE, { type: 'conv1d', ...conv, activation: 'relu' }, 'Conv2D, Conv2DBackpropFilter, Conv2DBackpropInput'],
  [LINE, { type: 'conv1d', ...conv, dilationRate: 2 }, 'Conv2D, Conv2DBackpropFilter, Conv2DBackpropInput'],
  [LINE, { type: 'conv1d', ...conv, strides: 2, padding: 'same' }, 'Conv2DBackpropFilter, Conv2DBackpropInput'],
  [IMAGE, { type: 'conv2d', ...conv, activation: 'relu' }, 'Conv2D, Conv2DBackpropFilter, Conv2DBackpropInput'],
  [IMAGE, { type: 'conv2d', ...conv }, 'FusedConv2D, Conv2DBackpropFilter, Conv2DBackpropInput'],
  [IMAGE, { type: 'conv2d', ...conv, dilationRate: 2, padding: 'same' }, 'Conv2DBackpropFilter, Conv2DBackpropInput'],
  [IMAGE, { type: 'conv2d', ...conv, strides: 2, dataFormat: 'channelsFirst' }, 'Conv2DBackpropFilter, Conv2DBackpropInput'],
  [IMAGE, { type: 'conv2dTranspose', ...conv, strides: 2 }, 'Conv2D, Conv2DBackpropFilter, Conv2DBackpropInput'],
  [IMAGE, { type: 'separableConv2d', ...conv, depthMultiplier: 2 }, 'Conv2D, DepthwiseConv2dNative'],
  [IMAGE, { type: 'depthwiseConv2d', kernelSize: 3 }, 'DepthwiseConv2dNativeBackpropFilter, DepthwiseConv2dNativeBackpropInput'],
  [LINE, { type: 'maxPooling1d' }, 'MaxPool, MaxPoolGrad'],
  [LINE, { type: 'averagePooling1d', padding: 'same' }, 'AvgPool, AvgPoolGrad'],
  [IMAGE, { type: 'maxPooling2d', poolSize: 3, strides: 2 }, 'MaxPool, MaxPoolGrad'],
  [IMAGE, { type: 'averagePooling2d' }, 'AvgPool, AvgPoolGrad'],
];

test.each(cases)('a step over %j is planned, forward and backward: %j', async (input, layer, kernels) => {
  const rows = 4;
  const size = input.reduce((all, length) => all * length, rows);
  const layers: LayerSpec[] = [{ type: 'dense', units: input.at(-1)! }, layer, { type: 'flatten' }, { type: 'dense', units: 1 }];
  const data = { xs: Float32Array.from({ length: size }, (_, i) => Math.sin(i)), ys: new Float32Array(rows) };
  const options = { epochs: 2, batchSize: 2, seed: 1, validationSplit: 0.5, step: 'eager', backend: 'wasm' } as const;
  (await train({ input: [...input], layers }, data, options)).dispose();
  expect([...run.keys()]).toEqual(expect.arrayContaining(kernels.split(', ')));
  expect([...run].filter(([, times]) => times > 0)).toEqual([]);
});

test.each(['linear', 'relu', 'relu6', 'sigmoid', 'elu', 'leakyrelu'] as const)('a fused product is planned with %s', (activation) => {
  const [matrix, filter, depthwise] = [tf.ones<Rank.R2>([3, 3]), tf.ones<Rank.R4>([2, 2, 3, 3]), tf.ones<Rank.R4>([2, 2, 3, 1])];
  const [images, bias] = [tf.ones<Rank.R4>([1, 4, 4, 3]), tf.ones<Rank.R1>([3])];
  const made = [
    tf.fused.matMul({ a: matrix, b: matrix, bias, activation }),
    tf.fused.conv2d({ x: images, filter, strides: 1, pad: 'same', bias, activation }),
    tf.fused.depthwiseConv2d({ x: images, filter: depthwise, strides: 1, pad: 'same', bias, activation }),
  ];
  expect(Object.fromEntries(run)).toEqual({ _FusedMatMul: 0, FusedConv2D: 0, FusedDepthwiseConv2D: 0 });
  tf.dispose([matrix, filter, depthwise, images, bias, made]);
});
