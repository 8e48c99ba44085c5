// Checked by tsc: what builders take and give.
import { expectTypeOf } from 'expect-type';
import { conv2d } from '../../src/spec/builders/convolution.ts';
import { dense, flatten, type DenseOptions } from '../../src/spec/builders/core.ts';
import { maxPool2d } from '../../src/spec/builders/pooling.ts';
import { rnn } from '../../src/spec/builders/recurrent.ts';
import { repeat, residual, shared } from '../../src/spec/builders/shorthand.ts';
import { timeDistributed } from '../../src/spec/builders/wrappers.ts';
import type { LayerSpec } from '../../src/spec/layerTypes.ts';

// Literals are kept.
expectTypeOf(dense({ units: 16, activation: 'relu' })).toExtend<{
  readonly type: 'dense';
  readonly units: 16;
  readonly activation: 'relu';
}>();
expectTypeOf(conv2d({ filters: 8, kernelSize: [3, 5] }).kernelSize).toEqualTypeOf<readonly [3, 5]>();
expectTypeOf(flatten().type).toEqualTypeOf<'flatten'>();
expectTypeOf(repeat({ times: 3, layers: [dense({ units: 4 })] }).layers[0].units).toEqualTypeOf<4>();

// Another name builds the same layer.
expectTypeOf(maxPool2d({ poolSize: 2 }).type).toEqualTypeOf<'maxPooling2d'>();

// What is not literal degrades to its wide type.
declare const size: number;
declare const sizes: number[];
declare const options: DenseOptions;
expectTypeOf(dense({ units: size }).units).toEqualTypeOf<number>();
expectTypeOf(conv2d({ filters: size, kernelSize: sizes })).toExtend<LayerSpec>();
expectTypeOf(dense(options)).toExtend<LayerSpec>();

// Everything that a builder gives is a layer.
const layers = [
  dense({ units: 1, id: 'a', kernelInitializer: { type: 'constant', value: 1 }, kernelRegularizer: 'l2', trainable: false }),
  timeDistributed({ layer: dense({ units: 1 }) }),
  rnn({ cell: [{ type: 'lstmCell', units: 4 }] }),
  residual({ layers: [{ type: 'dense', units: 3 }] }),
  shared({ of: 'a', from: ['b'] }),
];
expectTypeOf(layers).toExtend<readonly LayerSpec[]>();

// @ts-expect-error units is missing
dense({ activation: 'relu' });
// @ts-expect-error units is missing
dense();
// @ts-expect-error no such activation
dense({ units: 3, activation: 'rleu' });
// @ts-expect-error no such option
dense({ units: 3, activaton: 'relu' });
// @ts-expect-error no such option, with what is written elsewhere
dense({ units: size, ...options, activaton: 'relu' });
// @ts-expect-error no such option of the initializer
dense({ units: 3, kernelInitializer: { type: 'glorotNormal', sed: 3 } });
// @ts-expect-error constant needs its value
dense({ units: 3, kernelInitializer: 'constant' });
// @ts-expect-error TF.js has no use for it
dense({ units: 3, activityRegularizer: 'l2' });
// @ts-expect-error no such option of the layer inside
timeDistributed({ layer: { type: 'dense', units: 3, activaton: 'relu' } });
// @ts-expect-error no such option of the layer inside
repeat({ times: 2, layers: [{ type: 'dense', units: 3, activaton: 'relu' }] });
// @ts-expect-error no such type of layer
repeat({ times: 2, layers: [{ type: 'dens', units: 3 }] });
