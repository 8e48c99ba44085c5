import { expect, test } from '@jest/globals';
import { tf } from '#tf';
import { pairLoops } from '../../src/backend/kernels/pairLoops.ts';
import { plannerOf } from '../../src/backend/kernels/planned.ts';
import { unaryLoops } from '../../src/backend/kernels/unaryLoops.ts';
import { compareBackends } from './compare.ts';

compareBackends('cpu');

const planned = [
  ...Object.keys(pairLoops),
  ...Object.keys(unaryLoops),
  ...['AddN', 'All', 'Any', 'ArgMax', 'ArgMin', 'BatchMatMul', 'Cast', 'EluGrad', 'Fill', 'IsFinite', 'IsInf', 'IsNan', 'LogicalNot'],
  ...['Max', 'Mean', 'Min', 'MirrorPad', 'OneHot', 'OnesLike', 'PadV2', 'Prod', 'Reverse', 'Select', 'Slice', 'Softmax', 'SplitV'],
  ...['AvgPool', 'AvgPoolGrad', 'Concat', 'Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'Cumsum', 'DepthwiseConv2dNative'],
  ...['DepthwiseConv2dNativeBackpropFilter', 'DepthwiseConv2dNativeBackpropInput', 'FusedBatchNorm', 'FusedConv2D', 'GatherV2'],
  ...['FusedDepthwiseConv2D', 'MaxPool', 'MaxPoolGrad', 'Pack', 'UnsortedSegmentSum'],
  ...['StridedSlice', 'Sum', 'Tile', 'Transpose', 'Unpack', 'ZerosLike', '_FusedMatMul'],
];

test.each(planned)('a kernel of plain JavaScript is planned: %s', (kernelName) => {
  expect(plannerOf(tf.getKernel(kernelName, 'cpu').kernelFunc)).toBeInstanceOf(Function);
});

test('a plan that is bound computes again what its arrays then hold', () => {
  const slot = { shape: [2, 2], dtype: 'float32' } as const;
  const planner = plannerOf<Float32Array>(tf.getKernel('BatchMatMul', 'cpu').kernelFunc)!;
  const plan = planner({ a: { ...slot, shape: [2, 2] }, b: { ...slot, shape: [2, 2] } }, { transposeA: false, transposeB: false })!;
  const [a, b, output] = [Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 0, 0, 1), new Float32Array(4).fill(NaN)];
  const compute = plan.bind({ inputs: { a, b }, output, outputs: [output], scratch: 0, table: 0 });
  compute();
  expect([...output]).toEqual([1, 2, 3, 4]);
  a.set([5, 6, 7, 8]);
  compute();
  expect([...output]).toEqual([5, 6, 7, 8]);
});
