import { describe, expect, test } from '@jest/globals';
import { SpecError } from '../../src/errors.ts';
import { checkModel, parseModel } from '../../src/spec/parse.ts';
import { messageOf } from './messageOf.ts';

const dense = { type: 'dense', units: 3 };

describe('a spec that is right', () => {
  test('is normalised with every default filled in', () => {
    expect(parseModel({ name: 'small', network: { input: [4], layers: [{ ...dense, activation: 'relu' }] } })).toMatchInlineSnapshot(`
     {
       "name": "small",
       "netspec": 1,
       "network": {
         "inputs": [
           {
             "dtype": "float32",
             "id": "input",
             "shape": [
               4,
             ],
           },
         ],
         "layers": [
           {
             "from": [
               "input",
             ],
             "id": "dense_1",
             "options": {
               "activation": "relu",
               "biasInitializer": {
                 "type": "zeros",
               },
               "kernelInitializer": {
                 "type": "glorotNormal",
               },
               "trainable": true,
               "units": 3,
               "useBias": true,
             },
             "path": "network.layers[0]",
             "type": "dense",
           },
         ],
         "outputs": [
           {
             "from": "dense_1",
             "name": "dense_1",
           },
         ],
       },
       "training": {
         "batchSize": 32,
         "epochs": 100,
         "loss": [
           {
             "type": "meanSquaredError",
           },
         ],
         "metrics": [],
         "optimizer": {
           "amsgrad": false,
           "beta1": 0.9,
           "beta2": 0.999,
           "learningRate": 0.001,
           "type": "adam",
         },
         "shuffle": true,
         "testSplit": 0,
         "validationSplit": 0,
       },
     }
    `);
  });

  test('may be a bare network', () => {
    const network = { input: [4], layers: [dense] };
    expect(parseModel(network).network.layers[0]?.path).toBe('layers[0]');
    expect({ ...parseModel(network), network: [] }).toEqual({ ...parseModel({ network }), network: [] });
  });

  test('may name its version and its JSON Schema', () => {
    expect(checkModel({ $schema: './schema.json', netspec: 1, network: { input: [4], layers: [dense] } })).toEqual([]);
  });

  test('is not changed', () => {
    const spec = { network: { input: [4], layers: [{ type: 'repeat', times: 2, layers: [dense] }] }, training: { loss: 'mse' } };
    const before = structuredClone(spec);
    parseModel(spec);
    expect(spec).toEqual(before);
  });

  test('leaves out what is undefined, as builders give it', () => {
    expect(parseModel({ input: [4], layers: [{ ...dense, activation: undefined }] })).toEqual(parseModel({ input: [4], layers: [dense] }));
  });
});

describe('every problem is told at once, with its place', () => {
  test('in a model', () => {
    expect(
      messageOf({
        netspec: 2,
        name: 'digits',
        network: {
          input: [28, 28, 1],
          layers: [
            { type: 'conv2d', filters: 8, kernelSize: 3, activaton: 'relu' },
            { type: 'flaten' },
            { type: 'dense', units: 'ten', id: 'last', name: 'first', kernelInitializer: { type: 'glorotNormal', seeds: 3 } },
          ],
        },
        training: { loss: 'meanSquareError', optimizer: { type: 'adam', learningRate: -1 }, epochs: 0, metrics: ['accuracy', 'gini'] },
        trainnig: {},
      }),
    ).toMatchInlineSnapshot(`
     ""digits" has 11 problems
       netspec: expected 1, the version of the format, received 2
       training.loss: expected a loss: meanSquaredError, mse, MSE, meanAbsoluteError, mae, MAE, meanAbsolutePercentageError, mape, MAPE, meanSquaredLogarithmicError, msle, MSLE, squaredHinge, hinge, categoricalHinge, logcosh, categoricalCrossentropy, sparseCategoricalCrossentropy, binaryCrossentropy, kullbackLeiblerDivergence, kld, KLD, poisson, cosineProximity, cosine, absoluteDifference, cosineDistance, hingeLoss, huberLoss, huber, logLoss, sigmoidCrossEntropy, softmaxCrossEntropy, quantile, pinball, quantiles, ordinalCrossentropy, logPoisson, binaryFocalCrossentropy, categoricalFocalCrossentropy, received "meanSquareError"
         fix: did you mean "meanSquaredError"?
       training.optimizer.learningRate: expected a number > 0, received -1
       training.metrics[1]: expected a metric: accuracy, acc, crossentropy, ce, binaryAccuracy, categoricalAccuracy, sparseCategoricalAccuracy, topKAccuracy, topKCategoricalAccuracy, balancedAccuracy, binaryCrossentropy, categoricalCrossentropy, sparseCategoricalCrossentropy, logLoss, brierScore, brier, precision, recall, fBeta, f1, specificity, rocAuc, auc, prAuc, averagePrecision, matthewsCorrelation, mcc, cohensKappa, kappa, meanRankError, cosineProximity, cosine, meanAbsoluteError, mae, MAE, meanAbsolutePercentageError, mape, MAPE, meanSquaredError, mse, MSE, rootMeanSquaredError, rmse, RMSE, medianAbsoluteError, pinball, meanPinball, coverage, meanPoissonDeviance, r2Score, received "gini"
       training.epochs: expected a positive integer, received 0
       trainnig: expected an option of a model, received "trainnig"
         fix: did you mean "training"?
       network.layers[0].activaton: expected an option of conv2d, received "activaton"
         fix: did you mean "activation"?
       network.layers[1].type: expected a type of layer, received "flaten"
         fix: did you mean "flatten"?
       network.layers[2].units: expected a positive integer, received "ten"
       network.layers[2].kernelInitializer.seeds: expected an option of glorotNormal, received "seeds"
         fix: did you mean "seed"?
       network.layers[2].name: expected the id, "last", or nothing, received "first"
         fix: write one of them"
    `);
  });

  test('in a bare network, by paths as they were written', () => {
    expect(messageOf({ input: [4], layers: [{ type: 'dense' }], output: 'x' })).toMatchInlineSnapshot(`
     "the spec has 2 problems
       output: expected an option of a network, received "output"
         fix: did you mean "outputs"?
       layers[0].units: expected a positive integer, received nothing"
    `);
  });

  test('inside shorthand', () => {
    const layers = [{ type: 'repeat', times: 2, layers: [{ type: 'residual', layers: [{ type: 'dense', units: 0 }] }] }];
    expect(messageOf({ network: { input: [4], layers } })).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[0].layers[0].layers[0].units: expected a positive integer, received 0"
    `);
  });

  test('inside a layer that is inside another', () => {
    const layers = [{ type: 'bidirectional', layer: { type: 'lstm', units: 4, recurrentActivation: 'sigmod' } }];
    expect(messageOf({ network: { input: [5, 4], layers } })).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[0].layer.recurrentActivation: expected one of linear, relu, relu6, elu, selu, sigmoid, hardSigmoid, softmax, logSoftmax, softplus, softsign, tanh, swish, mish, gelu or gelu_new, received "sigmod"
         fix: did you mean "sigmoid"?"
    `);
  });
});

test('parts that are no parts are refused', () => {
  const specs = {
    nothing: undefined,
    null: null,
    'a number': 3,
    'a text': '{}',
    'a list of layers': [dense],
    'a function': () => dense,
    'a map': new Map(),
    'an empty object': {},
    'a network that is none': { network: 'dense' },
    'layers beside the parts of a model': { layers: [dense], input: [4], training: {} },
    'a network without layers': { network: { input: [4] } },
    'an empty network': { network: { input: [4], layers: [] } },
    'layers that are no list': { network: { input: [4], layers: dense } },
    'layers that are none': { network: { input: [4], layers: [null, 'dense', 3, [], {}] } },
    'an input that is none': { network: { input: [4, 0, 'x'], layers: [dense] } },
    'no input': { network: { layers: [dense] } },
    'two sorts of input': { network: { input: [4], inputs: { a: [4] }, layers: [dense] } },
    'inputs without a name that TF.js takes': { network: { inputs: { 'a b': [4] }, layers: [dense] } },
    'outputs that are none': { network: { input: [4], layers: [dense], outputs: { a: 3 } } },
    'shorthand without layers': { network: { input: [4], layers: [{ type: 'repeat', times: 0, layers: [] }, dense] } },
  };
  expect(Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, messageOf(spec)]))).toMatchInlineSnapshot(`
   {
     "a function": "the spec has a problem
     spec: expected plain JSON data, received a function",
     "a list of layers": "the spec has a problem
     spec: expected a model { "network": ... } or a network { "input": ..., "layers": [...] }, received [{"type":"dense","units":3}]
       fix: write { "input": [...], "layers": [...] } around the list",
     "a map": "the spec has a problem
     spec: expected plain JSON data, received a Map",
     "a network that is none": "the spec has a problem
     network: expected a network, such as { "input": [4], "layers": [...] }, received "dense"",
     "a network without layers": "the spec has a problem
     network.layers: expected a list, each a layer such as { "type": "dense", "units": 8 }, received nothing",
     "a number": "the spec has a problem
     spec: expected a model { "network": ... } or a network { "input": ..., "layers": [...] }, received 3",
     "a text": "the spec has a problem
     spec: expected a model { "network": ... } or a network { "input": ..., "layers": [...] }, received "{}"",
     "an empty network": "the spec has a problem
     network.layers: expected one layer at least, received []",
     "an empty object": "the spec has a problem
     network: expected a network, such as { "input": [4], "layers": [...] }, received nothing
       fix: give it, or features and target, for which one is made",
     "an input that is none": "the spec has 2 problems
     network.input[1]: expected a positive integer, or null for a size that varies, received 0
     network.input[2]: expected a positive integer, or null for a size that varies, received "x"",
     "inputs without a name that TF.js takes": "the spec has a problem
     network.inputs["a b"]: expected a name of letters, digits and - _ . / that begins with a letter or digit, received "a b"",
     "layers beside the parts of a model": "the spec has 3 problems
     layers: expected an option of a model, received "layers"
       fix: put it into "network"
     input: expected an option of a model, received "input"
       fix: put it into "network"
     network: expected a network, such as { "input": [4], "layers": [...] }, received nothing
       fix: give it, or features and target, for which one is made",
     "layers that are no list": "the spec has a problem
     network.layers: expected a list, each a layer such as { "type": "dense", "units": 8 }, received {"type":"dense","units":3}",
     "layers that are none": "the spec has 5 problems
     network.layers[0]: expected a layer such as { "type": "dense", "units": 8 }, received null
     network.layers[1]: expected a layer such as { "type": "dense", "units": 8 }, received "dense"
     network.layers[2]: expected a layer such as { "type": "dense", "units": 8 }, received 3
     network.layers[3]: expected a layer such as { "type": "dense", "units": 8 }, received []
     network.layers[4].type: expected a type of layer, received nothing",
     "no input": "the spec has a problem
     network.input: expected the sizes of one example, such as [4] or [28, 28, 1], received nothing",
     "nothing": "the spec has a problem
     spec: expected a model { "network": ... } or a network { "input": ..., "layers": [...] }, received nothing",
     "null": "the spec has a problem
     spec: expected a model { "network": ... } or a network { "input": ..., "layers": [...] }, received null",
     "outputs that are none": "the spec has a problem
     network.outputs.a: expected the id of a layer, received 3",
     "shorthand without layers": "the spec has 2 problems
     network.layers[0].times: expected a positive integer, received 0
     network.layers[0].layers: expected a list, each a layer such as { "type": "dense", "units": 8 }, 1 at least, received []",
     "two sorts of input": "the spec has a problem
     network.inputs: expected either "input" or "inputs", received both",
   }
  `);
});

describe('what is no JSON data', () => {
  test('is refused where it stands: code, classes, getters, and values that hold themselves', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    const spec = {
      network: {
        input: [4],
        layers: [
          { type: 'dense', units: 3, activation: Math.tanh },
          { type: 'dense', units: 10n, kernelInitializer: new Date(0) },
          new (class Dense {
            units = 3;
          })(),
          { type: 'flatten', weights: circle },
        ],
        get outputs() {
          throw new Error('read');
        },
      },
    };
    expect(messageOf(spec)).toMatchInlineSnapshot(`
     "the spec has 6 problems
       network.layers[0].activation: expected plain JSON data, received a function
       network.layers[1].units: expected plain JSON data, received 10n
       network.layers[1].kernelInitializer: expected plain JSON data, received a Date
       network.layers[2]: expected plain JSON data, received a Dense
       network.layers[3].weights[0]: expected plain JSON data, received a value that holds itself
       network.outputs: expected plain JSON data, received a getter"
    `);
  });

  test('is refused without being touched: a proxy that throws', () => {
    const spec = new Proxy({}, { ownKeys: () => [][0]!, getPrototypeOf: () => Object.prototype });
    expect(messageOf(spec)).toMatchInlineSnapshot(`
     "the spec has a problem
       spec: expected plain JSON data, received an object that cannot be read"
    `);
  });

  test('is a number that is none', () => {
    const message = messageOf({
      input: [NaN],
      layers: [
        { type: 'dropout', rate: NaN },
        { ...dense, units: Infinity },
      ],
    });
    expect(message).toMatchInlineSnapshot(`
     "the spec has 3 problems
       input[0]: expected a positive integer, or null for a size that varies, received NaN
       layers[0].rate: expected a number >= 0 and < 1, received NaN
       layers[1].units: expected a positive integer, received Infinity"
    `);
  });

  test('is a key that would reach the prototype', () => {
    const spec: unknown = JSON.parse('{ "__proto__": { "input": [4] }, "layers": [{ "type": "constructor" }], "constructor": 3 }');
    expect(messageOf(spec)).toMatchInlineSnapshot(`
     "the spec has 4 problems
       __proto__: expected an option of a network, received "__proto__"
         fix: known are input, inputs, layers, outputs, $schema
       constructor: expected an option of a network, received "constructor"
         fix: known are input, inputs, layers, outputs, $schema
       layers[0].type: expected a type of layer, received "constructor"
         fix: known are inputLayer, input, activation, dense, flatten, masking, permute, repeatVector, reshape, conv1d, conv2d, conv2dTranspose, conv3d, conv3dTranspose, depthwiseConv2d, separableConv2d, averagePooling1d, avgPool1d, avgPooling1d, averagePooling2d, avgPool2d, avgPooling2d, averagePooling3d, avgPool3d, avgPooling3d, globalAveragePooling1d, globalAveragePooling2d, globalMaxPooling1d, globalMaxPool1d, globalMaxPooling2d, globalMaxPool2d, maxPooling1d, maxPool1d, maxPooling2d, maxPool2d, maxPooling3d, cropping2D, upSampling2d, zeroPadding2d, convLstm2d, gru, lstm, rnn, simpleRNN, bidirectional, timeDistributed, embedding, batchNormalization, layerNormalization, alphaDropout, dropout, gaussianDropout, gaussianNoise, spatialDropout1d, elu, leakyReLU, prelu, reLU, softmax, thresholdedReLU, add, average, concatenate, dot, maximum, minimum, multiply, categoryEncoding, centerCrop, randomWidth, rescaling, resizing, repeat, residual, shared
       input: expected the sizes of one example, such as [4] or [28, 28, 1], received nothing"
    `);
  });

  test('is nesting without end', () => {
    let layer: unknown = dense;
    for (let i = 0; i < 100_000; i++) layer = { type: 'residual', layers: [layer] };
    expect(checkModel({ input: [4], layers: [layer] })).toMatchObject([{ expected: 'at most 64 levels of nesting' }]);
  });

  test('is a list that means itself many times over', () => {
    let weights: unknown[] = [0];
    for (let i = 0; i < 40; i++) weights = [weights, weights];
    expect(checkModel({ input: [4], layers: [{ ...dense, weights }] })).toEqual([
      { path: 'spec', expected: 'at most 2000000 values', received: 'more' },
    ]);
  });
});

test('issues are data, and the error has them all', () => {
  const spec = { input: [4], layers: [{ type: 'dense', units: -1 }] };
  const issues = [{ path: 'layers[0].units', expected: 'a positive integer', received: '-1' }];
  expect(checkModel(spec)).toEqual(issues);
  expect(() => parseModel(spec)).toThrow(SpecError);
  expect(() => parseModel(spec)).toThrow(expect.objectContaining({ issues }));
});

test('repetitions without end are refused before they are written out', () => {
  let layer: unknown = dense;
  for (let i = 0; i < 20; i++) layer = { type: 'repeat', times: 10, layers: [layer] };
  expect(checkModel({ input: [4], layers: [layer] })).toMatchObject([
    { expected: 'at most 10000 layers in all', received: '10 times 10000' },
  ]);
  const many = Array.from({ length: 3 }, () => ({ type: 'repeat', times: 4000, layers: [dense] }));
  expect(messageOf({ input: [4], layers: many })).toMatchInlineSnapshot(`
   "the spec has a problem
     layers: expected at most 10000 layers in all, received 12000"
  `);
});

test.each([
  ['learningRate', 0.01, 'write it in the optimizer: "optimizer": { "type": "adam", "learningRate": 0.001 }'],
  ['patience', 3, 'write it in "earlyStopping": { "patience": 10 }'],
])('%s among the options of training is told its place', (name, value, fix) => {
  const issues = checkModel({ network: { input: [4], layers: [dense] }, training: { [name]: value } });
  expect(issues).toEqual([{ path: `training.${name}`, expected: 'an option of training', received: `"${name}"`, fix }]);
});
