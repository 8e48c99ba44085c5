// Checked by tsc: which networks compile. What the messages say is in compiler.test.ts.
import { expectTypeOf } from 'expect-type';
import { conv1d, conv2d } from '../../src/spec/builders/convolution.ts';
import { dense, flatten, permute, repeatVector, reshape } from '../../src/spec/builders/core.ts';
import { embedding } from '../../src/spec/builders/embedding.ts';
import { inputLayer } from '../../src/spec/builders/input.ts';
import { add, concatenate, dot } from '../../src/spec/builders/merge.ts';
import { dropout } from '../../src/spec/builders/noise.ts';
import { globalAveragePooling2d, maxPool2d } from '../../src/spec/builders/pooling.ts';
import { convLstm2d, gru, lstm } from '../../src/spec/builders/recurrent.ts';
import { repeat, residual, shared } from '../../src/spec/builders/shorthand.ts';
import { bidirectional, timeDistributed } from '../../src/spec/builders/wrappers.ts';
import { defineModel, network } from '../../src/spec/define.ts';
import type { LayerSpec } from '../../src/spec/layerTypes.ts';
import type { ModelSpec } from '../../src/spec/model.ts';
import type { NetworkSpec } from '../../src/spec/network.ts';

const conv = conv2d({ filters: 8, kernelSize: 3 });
const line = dense({ units: 4 });

// A network is what was given, its literals kept.
const digits = network({ input: [28, 28, 1], layers: [conv, maxPool2d(), flatten(), dense({ units: 10 })] });
expectTypeOf(digits.input).toEqualTypeOf<readonly [28, 28, 1]>();
expectTypeOf(digits.layers[3].units).toEqualTypeOf<10>();
expectTypeOf(digits).toExtend<NetworkSpec>();

// Plain literals are checked as builders are.
network({ input: [28, 28, 1], layers: [{ type: 'conv2d', filters: 8, kernelSize: 3 }, { type: 'flatten' }, { type: 'dense', units: 10 }] });
// @ts-expect-error conv2d after flatten
network({ input: [28, 28, 1], layers: [{ type: 'flatten' }, { type: 'conv2d', filters: 8, kernelSize: 3 }] });
// @ts-expect-error conv2d after flatten
network({ input: [28, 28, 1], layers: [flatten(), conv] });
// @ts-expect-error conv2d after flatten, with layers between that change no rank
network({ input: [28, 28, 1], layers: [flatten(), line, dropout({ rate: 0.1 }), conv] });
// @ts-expect-error conv2d after pooling over all of the image
network({ input: [28, 28, 1], layers: [globalAveragePooling2d(), conv] });
// @ts-expect-error the input is a vector
network({ input: [784], layers: [conv] });
// @ts-expect-error the input is a vector
network({ input: { shape: [784], dtype: 'float32' }, layers: [conv] });
// @ts-expect-error the input of the first layer is a vector
network({ layers: [dense({ units: 3, inputShape: [784] }), conv] });

// Recurrent layers give all steps or the last.
network({
  input: [10],
  layers: [embedding({ inputDim: 50, outputDim: 8 }), lstm({ units: 4, returnSequences: true }), gru({ units: 4 }), line],
});
network({ input: [5, 8, 8, 1], layers: [convLstm2d({ filters: 2, kernelSize: 3, returnSequences: true }), convLstm2d({ filters: 2, kernelSize: 3 }), conv] }); // prettier-ignore
// @ts-expect-error the first gives the last step only
network({ input: [10, 3], layers: [lstm({ units: 4 }), gru({ units: 4 })] });
// @ts-expect-error the first gives the last step only
network({ input: [10, 3], layers: [lstm({ units: 4, returnSequences: false }), gru({ units: 4 })] });
// @ts-expect-error an image is no sequence
network({ input: [28, 28, 1], layers: [lstm({ units: 4 })] });

// Layers that change the rank.
network({ input: [12], layers: [reshape({ targetShape: [2, 3, 2] }), conv, permute({ dims: [3, 1, 2] }), maxPool2d()] });
network({ input: [12], layers: [repeatVector({ n: 3 }), conv1d({ filters: 2, kernelSize: 2 })] });
network({ layers: [inputLayer({ shape: [8, 8, 1] }), conv] });
// @ts-expect-error reshaped to a vector
network({ input: [12], layers: [reshape({ targetShape: [3, 4] }), conv] });
// @ts-expect-error the input is a vector
network({ layers: [inputLayer({ shape: [8] }), conv] });

// Wrappers.
network({ input: [5, 28, 28, 1], layers: [timeDistributed({ layer: conv }), timeDistributed({ layer: flatten() }), lstm({ units: 4 })] });
network({ input: [5, 3], layers: [bidirectional({ layer: lstm({ units: 4, returnSequences: true }) }), bidirectional({ layer: gru({ units: 4 }) }), line] }); // prettier-ignore
// @ts-expect-error each step is a matrix
network({ input: [5, 28, 28], layers: [timeDistributed({ layer: conv })] });
// @ts-expect-error the first gives the last step only
network({ input: [5, 3], layers: [bidirectional({ layer: lstm({ units: 4 }) }), lstm({ units: 4 })] });

// Shorthand.
network({ input: [28, 28, 1], layers: [repeat({ times: 2, layers: [conv, maxPool2d()] }), residual({ layers: [conv] }), conv] });
network({ input: [10], layers: [residual({ layers: [line, residual({ layers: [line] })] }), line] });
// @ts-expect-error conv2d after flatten, inside
network({ input: [28, 28, 1], layers: [repeat({ times: 2, layers: [flatten(), conv] })] });
// @ts-expect-error conv2d after what is inside
network({ input: [28, 28, 1], layers: [repeat({ times: 1, layers: [flatten(), line] }), { type: 'flatten' }, conv] });
// @ts-expect-error what comes out has another rank than what came in
network({ input: [28, 28, 1], layers: [residual({ layers: [flatten()] })] });

// Graphs: what can be told by name is followed, the rest is let through.
network({
  inputs: { image: [28, 28, 1], age: [1] },
  layers: [
    conv2d({ from: 'image', filters: 8, kernelSize: 3 }),
    flatten({ id: 'seen' }),
    dense({ from: 'age', units: 4, id: 'known' }),
    concatenate({ from: ['seen', 'known'] }),
    line,
    shared({ of: 'known', from: 'age' }),
    add({ from: ['dense_1', 'known'] }),
    dot({ from: ['seen', 'known'], axes: 1 }),
    conv,
  ],
});
// @ts-expect-error age is a number
network({ inputs: { image: [28, 28, 1], age: [1] }, layers: [conv2d({ from: 'age', filters: 8, kernelSize: 3 })] });
// @ts-expect-error the layer named is flat
network({ input: [28, 28, 1], layers: [flatten({ id: 'flat' }), reshape({ targetShape: [28, 28, 1] }), conv2d({ from: 'flat', filters: 8, kernelSize: 3 })] }); // prettier-ignore
// @ts-expect-error both are flat
network({ inputs: { a: [3], b: [3] }, layers: [add({ from: ['a', 'b'] }), conv] });

// Sizes that are not literal never stand in the way.
declare const size: number;
declare const sizes: number[];
declare const yes: boolean;
declare const some: LayerSpec[];
network({ input: sizes, layers: [conv] });
network({ input: [size, size, 3], layers: [conv2d({ filters: size, kernelSize: size })] });
network({ input: [10, 3], layers: [lstm({ units: size, returnSequences: yes }), lstm({ units: size })] });
network({ input: [10, 3], layers: [reshape({ targetShape: sizes }), conv] });
network({ input: [10], layers: [...some, conv] });
network({ input: [10], layers: some });
network({ input: [10], layers: [flatten(), line].concat([]) });
// @ts-expect-error what stands before is followed still
network({ input: [10], layers: [conv, ...some] });

// A network and a model whose words are not literal are taken as they are, such as those of an imported JSON file.
const json = { features: { a: 'number' }, target: { b: 'category' }, network: { layers: [{ type: 'dense', units: 3 }] } };
expectTypeOf(defineModel(json)).toExtend<typeof json>();
network(json.network);
declare const anyNetwork: NetworkSpec;
declare const anyModel: ModelSpec;
network(anyNetwork);
defineModel(anyModel);
network({ input: [3], layers: [line, { type: 'aLayerOfMine' as string, gain: 3 }, conv2d({ filters: 3, kernelSize: 3 })] });

// Models: features are one vector, and so is what the head for a target reads.
defineModel({
  features: { a: 'number', b: { type: 'category', levels: ['x', 'y'] } },
  target: { c: 'category' },
  network: { layers: [line] },
  training: { epochs: 3, loss: 'mse', optimizer: { type: 'adam', learningRate: 0.1 } },
});
defineModel({ target: { c: 'category' }, network: { input: [8, 8, 1], layers: [conv, flatten()] } });
defineModel({
  target: { c: 'category' },
  network: { input: [8, 8, 1], layers: [conv, { type: 'dense', id: 'pixel', units: 1 }], outputs: 'pixel' },
});
// @ts-expect-error features are no image
defineModel({ features: { a: 'number' }, target: { c: 'category' }, network: { layers: [conv] } });
// @ts-expect-error the head reads a vector
defineModel({ target: { c: 'category' }, network: { input: [8, 8, 1], layers: [conv] } });
// @ts-expect-error no such part of a training
defineModel({ network: { input: [8], layers: [line] }, training: { epocs: 3 } });
// @ts-expect-error no such part of a network
network({ input: [8], layer: [line] });
// @ts-expect-error no such option
network({ input: [8], layers: [{ type: 'dense', units: 3, activaton: 'relu' }] });
// @ts-expect-error sizes are numbers
network({ input: ['8'], layers: [line] });
