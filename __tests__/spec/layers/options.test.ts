import { Ajv } from 'ajv';
import { describe, expect, test } from '@jest/globals';
import { formatIssues } from '../../../src/errors.ts';
import { baseOptions } from '../../../src/spec/layers/baseOptions.ts';
import { cellKinds } from '../../../src/spec/layers/cells.ts';
import { findKind } from '../../../src/spec/layers/find.ts';
import { layerKinds } from '../../../src/spec/layers/table.ts';
import { checkOptions, normaliseOptions, type Option, type Options } from '../../../src/spec/option.ts';
import { spread } from '../../long/spread.ts';

const tables: Readonly<Record<string, Options>> = {
  ...Object.fromEntries(Object.values({ ...layerKinds, ...cellKinds }).map(({ type, options }) => [type, options as Options])),
  'every layer': baseOptions,
};
const options = Object.entries(tables).flatMap(([type, table]) =>
  Object.entries(table).map(([name, option]) => [`${type}.${name}`, option as Option] as const),
);

/** Values of all sorts, some of which each option takes. */
const values: readonly unknown[] = [
  ...[0, 1, 2, -1, 0.5, 1.5, 1000, Number.NaN, Infinity],
  ...[true, false, null, '', 'same', 'valid', 'causal', 'channelsLast', 'relu', 'bilinear', 'concat', 'zeros', 'l2', 'nonNeg', 'constant'],
  ...[
    [],
    [1],
    [2, 3],
    [2, 2],
    [1, 2, 3],
    [3, 1, 2],
    [0, 0],
    [-1, 1],
    [1, -1],
    [null, 4],
    [0.5, 0.1],
    ['1'],
    [
      [1, 2],
      [3, 4],
    ],
    [[1], [2]],
  ],
  ...[{}, { type: 'l2' }, { type: 'l2', l2: -1 }, { type: 'l2', l1: 1 }, { type: 'maxNorm', axis: 0.5 }, { type: 'constant', value: 2 }],
  ...[
    { type: 'lstmCell', units: 2 },
    { type: 'lstmCell' },
    [{ type: 'gruCell', units: 1 }],
    { type: 'dense', units: 2 },
    { type: 'lstm', units: 2 },
  ],
  () => 1,
];
const check = (option: Option, value: unknown) => option.check(value, 'x');

describe('every option', () => {
  test.each(options)('%s refuses what it cannot use, at its place and with words', (_, option) => {
    const refused = values.map((value) => check(option, value)).filter((issues) => issues.length > 0);
    expect(refused.length).toBeGreaterThan(values.length / 2);
    const lacking = refused.flat().filter(({ path, expected, received }) => !path.startsWith('x') || expected === '' || received === '');
    expect(lacking).toEqual([]);
  });

  test.each(options)('%s takes its own default, and what it has made of it once more', (_, option) => {
    if (option.fallback === undefined) return;
    expect(check(option, option.fallback)).toEqual([]);
    const normal = option.normalise(option.fallback);
    expect(check(option, normal)).toEqual([]);
    expect(option.normalise(normal)).toEqual(normal);
  });

  // Not everything can be said in a schema: which order of axes, that -1 stands once, how deep lists are nested.
  const beyondSchema = /dims$|targetShape$|factor$|every layer.weights$|layer$/;
  // Options of the same sort have the same schema object.
  const sorts = [...new Map(options.map(([name, option]) => [option.schema, [name, option] as const])).values()];
  const said = sorts.filter(([name]) => !beyondSchema.test(name));
  test.each(spread(said, 3))('%s has a schema that takes the same values', (_, option) => {
    const matches = new Ajv({ strict: false }).compile(option.schema);
    const json = values.filter((value) => typeof value !== 'function' && !(typeof value === 'number' && !Number.isFinite(value)));
    expect(json.filter((value) => matches(value))).toEqual(json.filter((value) => check(option, value).length === 0));
  });
});

/** What is wrong with a layer as it is written. */
function messages(layer: { readonly type: string; readonly [option: string]: unknown }): string {
  const kind = findKind(layer.type)!;
  return formatIssues(
    layer.type,
    checkOptions(layer, { ...kind.options, ...baseOptions }, layer.type, { subject: kind.type, also: ['type'] }),
  );
}

describe('messages', () => {
  test('an unknown option or word names the closest one', () => {
    expect(messages({ type: 'dense', unit: 3, activation: 'rleu', kernelInitializer: 'heNormall', biasRegularizer: { type: 'L3' } }))
      .toMatchInlineSnapshot(`
     "dense has 5 problems
       dense.units: expected a positive integer, received nothing
       dense.activation: expected one of linear, relu, relu6, elu, selu, sigmoid, hardSigmoid, softmax, logSoftmax, softplus, softsign, tanh, swish, mish, gelu or gelu_new, received "rleu"
         fix: did you mean "relu"?
       dense.kernelInitializer: expected an initializer: zeros, ones, constant, identity, orthogonal, randomNormal, truncatedNormal, randomUniform, varianceScaling, glorotNormal, glorotUniform, heNormal, heUniform, leCunNormal, leCunUniform, received "heNormall"
         fix: did you mean "heNormal"?
       dense.biasRegularizer.type: expected a regularizer: l1, l2, l1l2, received "L3"
         fix: did you mean "l1"?
       dense.unit: expected an option of dense, received "unit"
         fix: did you mean "units"?"
    `);
  });

  test('what TF.js has arguments for but cannot do is refused with the reason', () => {
    expect(
      messages({ type: 'conv1d', filters: 1, kernelSize: 2, dataFormat: 'channelsFirst', activityRegularizer: 'l2', padding: 'causal' }),
    ).toMatchInlineSnapshot(`
     "conv1d has 3 problems
       conv1d.padding: expected "valid" or "same", received "causal"
       conv1d.activityRegularizer: expected no activityRegularizer, which TF.js cannot apply, received "l2"
       conv1d.dataFormat: expected "channelsLast": TF.js leaves the axes of "channelsFirst" in the wrong order here, received "channelsFirst""
    `);
    expect(messages({ type: 'gru', units: 2, resetAfter: true, implementation: 0, dropout: 1 })).toMatchInlineSnapshot(`
     "gru has 3 problems
       gru.dropout: expected a number >= 0 and < 1, received 1
       gru.implementation: expected 1 or 2, received 0
       gru.resetAfter: expected false: TF.js applies the reset gate before the product only, received true"
    `);
    expect(messages({ type: 'separableConv2d', filters: 1, kernelSize: 2, kernelInitializer: 'zeros' })).toMatchInlineSnapshot(`
     "separableConv2d has a problem
       separableConv2d.kernelInitializer: expected no kernelInitializer here: write depthwiseInitializer, received "zeros""
    `);
    expect(messages({ type: 'convLstm2d', filters: 1, kernelSize: 2, unroll: true, dataFormat: 'channelsFirst' })).toMatchInlineSnapshot(`
     "convLstm2d has 2 problems
       convLstm2d.unroll: expected false: TF.js cannot, received true
       convLstm2d.dataFormat: expected "channelsLast": TF.js computes "channelsFirst" in plain JavaScript only here, received "channelsFirst""
    `);
    expect(messages({ type: 'elu', alpha: 2 })).toMatchInlineSnapshot(`
     "elu has a problem
       elu.alpha: expected 1: TF.js has no other, received 2"
    `);
  });

  test('sizes, axes and lists say how long they have to be', () => {
    expect(messages({ type: 'conv2d', filters: 0, kernelSize: [3, 3, 3], strides: 1.5, inputShape: [28, -1, 'x'] })).toMatchInlineSnapshot(`
     "conv2d has 5 problems
       conv2d.filters: expected a positive integer, received 0
       conv2d.kernelSize: expected a positive integer or a list of 2, received [3,3,3]
       conv2d.strides: expected a positive integer or a list of 2, received 1.5
       conv2d.inputShape[1]: expected a positive integer or null, received -1
       conv2d.inputShape[2]: expected a positive integer or null, received "x""
    `);
    expect(messages({ type: 'permute', dims: [1, 3] })).toMatchInlineSnapshot(`
     "permute has a problem
       permute.dims: expected the axes 1, 2, ... in some order, each once, received [1,3]"
    `);
    expect(messages({ type: 'reshape', targetShape: [-1, -1] })).toMatchInlineSnapshot(`
     "reshape has a problem
       reshape.targetShape: expected a list of positive integers, one of which may be null or -1, received [-1,-1]"
    `);
    expect(messages({ type: 'zeroPadding2d', padding: [1, 2, 3] })).toMatchInlineSnapshot(`
     "zeroPadding2d has a problem
       zeroPadding2d.padding: expected an integer >= 0, [height, width] or [[top, bottom], [left, right]], received [1,2,3]"
    `);
    expect(messages({ type: 'layerNormalization', axis: [1, 1] })).toMatchInlineSnapshot(`
     "layerNormalization has a problem
       layerNormalization.axis: expected an integer or a list of different integers, received [1,1]"
    `);
    expect(messages({ type: 'randomWidth', factor: [0.5, 0.1] })).toMatchInlineSnapshot(`
     "randomWidth has a problem
       randomWidth.factor: expected a number > 0 and < 1, or [lower, upper] with -1 < lower <= upper, received [0.5,0.1]"
    `);
    expect(messages({ type: 'dense', units: 2, weights: [[1, 2], [[1, 'x']]] })).toMatchInlineSnapshot(`
     "dense has a problem
       dense.weights[1][0][1]: expected a number or a list, received "x""
    `);
  });

  test('a layer or cell inside another is checked by its own table, at its place', () => {
    expect(messages({ type: 'timeDistributed', layer: { type: 'dense', units: 'three', id: 'a' } })).toMatchInlineSnapshot(`
     "timeDistributed has 2 problems
       timeDistributed.layer.units: expected a positive integer, received "three"
       timeDistributed.layer.id: expected an option of dense inside another layer, received "id"
         fix: known are units, activation, useBias, kernelInitializer, kernelRegularizer, kernelConstraint, biasInitializer, biasRegularizer, biasConstraint, activityRegularizer, inputDim, trainable, type"
    `);
    expect(messages({ type: 'timeDistributed', layer: { type: 'add' } })).toMatchInlineSnapshot(`
     "timeDistributed has a problem
       timeDistributed.layer.type: expected a layer that reads one tensor, received "add""
    `);
    expect(messages({ type: 'timeDistributed', layer: 'dense' })).toMatchInlineSnapshot(`
     "timeDistributed has a problem
       timeDistributed.layer: expected a layer that reads one tensor, received "dense""
    `);
    expect(messages({ type: 'bidirectional', layer: { type: 'ltsm', units: 2 } })).toMatchInlineSnapshot(`
     "bidirectional has a problem
       bidirectional.layer.type: expected a recurrent layer: simpleRNN, gru, lstm, convLstm2d, received "ltsm"
         fix: did you mean "lstm"?"
    `);
    expect(
      messages({
        type: 'rnn',
        cell: [
          { type: 'lstmCell', units: 2 },
          { type: 'gru', units: 2 },
        ],
      }),
    ).toMatchInlineSnapshot(`
     "rnn has a problem
       rnn.cell[1].type: expected a cell: simpleRNNCell, gruCell, lstmCell, received "gru"
         fix: did you mean "gruCell"?"
    `);
    expect(messages({ type: 'rnn', cell: { type: 'convLstm2dCell', filters: 2, kernelSize: 2 } })).toMatchInlineSnapshot(`
     "rnn has a problem
       rnn.cell.type: expected a cell: simpleRNNCell, gruCell, lstmCell, stackedRNNCells, received "convLstm2dCell""
    `);
    expect(messages({ type: 'rnn', cell: [] })).toMatchInlineSnapshot(`
     "rnn has a problem
       rnn.cell: expected a list, each a cell, 1 at least, received []"
    `);
  });
});

describe('shorthand is written out', () => {
  const normal = (type: keyof typeof layerKinds, written: object) => normaliseOptions(written, layerKinds[type].options as Options);

  test('sizes and axes become lists', () => {
    expect(normal('conv2d', { filters: 1, kernelSize: 3 })).toMatchObject({ kernelSize: [3, 3], strides: [1, 1], dilationRate: [1, 1] });
    expect(normal('maxPooling2d', {})).toEqual({ poolSize: [2, 2], padding: 'valid', dataFormat: 'channelsLast' });
    expect(normal('zeroPadding2d', { padding: [1, 2] })).toMatchObject({
      padding: [
        [1, 1],
        [2, 2],
      ],
    });
    expect(normal('reshape', { targetShape: [-1, 3] })).toEqual({ targetShape: [null, 3] });
    expect(normal('dot', { axes: 1 })).toEqual({ axes: [1, 1], normalize: false });
    expect(normal('softmax', {})).toEqual({ axis: [1] });
    expect(normal('randomWidth', { factor: 0.2 })).toMatchObject({ factor: [-0.2, 0.2] });
  });

  test('a list of cells becomes a stack of them, and layers inside get their defaults', () => {
    expect(normal('rnn', { cell: [{ type: 'gruCell', units: 2 }] })).toMatchObject({
      cell: { type: 'stackedRNNCells', trainable: true, cells: [{ type: 'gruCell', units: 2, activation: 'tanh', resetAfter: false }] },
    });
    expect(normal('timeDistributed', { layer: { type: 'avgPool2d' } })).toEqual({
      layer: { type: 'averagePooling2d', poolSize: [2, 2], padding: 'valid', dataFormat: 'channelsLast', trainable: true },
    });
  });
});
