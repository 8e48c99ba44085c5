import { describe, expect, test } from '@jest/globals';
import { checkModel, parseModel } from '../../src/spec/parse.ts';
import { messageOf } from './messageOf.ts';

const dense = (units: number, place: object = {}) => ({ type: 'dense', units, ...place });

/** `id <- what it reads`, one line for each layer in order, then the outputs. */
function graphOf(network: object): readonly string[] {
  const { layers, outputs } = parseModel(network).network;
  return [
    ...layers.map(
      ({ id, from, sharedWith }) => `${id} <- ${from.join(', ')}${sharedWith === undefined ? '' : ` (weights of ${sharedWith})`}`,
    ),
    ...outputs.map(({ name, from }) => `${name} = ${from}`),
  ];
}

describe('layers', () => {
  test('read the one before, and are named by type and number; a number that is taken is passed over', () => {
    const layers = [dense(3), { type: 'maxPool1d' }, dense(4, { id: 'dense_2' }), dense(5)];
    expect(graphOf({ input: [6, 2], layers })).toEqual([
      'dense_1 <- input',
      'maxPooling1d_1 <- dense_1',
      'dense_2 <- maxPooling1d_1',
      'dense_3 <- dense_2',
      'dense_3 = dense_3',
    ]);
  });

  test('may read any other by its id, the ones without a written id too, and may be written in any order', () => {
    const layers = [
      dense(3, { id: 'end', from: 'sum' }),
      dense(4, { from: 'input' }),
      { type: 'add', id: 'sum', from: ['dense_1', 'more'] },
    ];
    expect(graphOf({ input: [2], layers: [...layers, dense(4, { id: 'more', from: 'input' })] })).toEqual([
      'dense_1 <- input',
      'more <- input',
      'sum <- dense_1, more',
      'end <- sum',
      'end = end',
    ]);
  });

  test('may read several named inputs, and give several outputs', () => {
    const network = {
      inputs: { left: [2], right: { shape: [2], dtype: 'float32' } },
      layers: [{ type: 'add', id: 'sum', from: ['left', 'right'] }, dense(1, { id: 'price' }), dense(2, { id: 'kind', from: 'sum' })],
    };
    expect(graphOf({ ...network, outputs: ['price', 'kind'] }).slice(-2)).toEqual(['price = price', 'kind = kind']);
    expect(graphOf({ ...network, outputs: { a: 'price', b: 'kind' } }).slice(-2)).toEqual(['a = price', 'b = kind']);
    expect(graphOf({ input: [2], layers: network.layers.slice(1, 2), outputs: 'price' }).slice(-1)).toEqual(['price = price']);
  });

  test('may be inputs, and the first may tell the input, as in TF.js', () => {
    const layers = [{ type: 'inputLayer', id: 'x', inputShape: [4] }, dense(3)];
    expect(parseModel({ layers }).network.inputs).toEqual([{ id: 'x', shape: [4], dtype: 'float32' }]);
    expect(graphOf({ layers })).toEqual(['dense_1 <- x', 'dense_1 = dense_1']);

    const told = parseModel({ layers: [{ ...dense(3), batchInputShape: [8, 5, 4], dtype: 'int32' }] }).network;
    expect(told.inputs).toEqual([{ id: 'input', shape: [5, 4], dtype: 'int32', batchSize: 8 }]);
    expect(told.layers[0]?.options).not.toHaveProperty('batchInputShape');
  });

  test('may use the weights of another', () => {
    const layers = [
      dense(3, { id: 'a', from: 'x' }),
      { type: 'shared', of: 'a', from: 'y' },
      { type: 'concatenate', from: ['a', 'shared_1'] },
    ];
    expect(graphOf({ inputs: { x: [4], y: [4] }, layers })).toEqual([
      'a <- x',
      'shared_1 <- y (weights of a)',
      'concatenate_1 <- a, shared_1',
      'concatenate_1 = concatenate_1',
    ]);
    const shared = parseModel({ inputs: { x: [4], y: [4] }, layers }).network.layers[1]!;
    expect(shared).toMatchObject({ type: 'dense', options: { units: 3 } });
  });
});

describe('repeat', () => {
  test('writes its layers out, with a number behind each id inside', () => {
    const layers = [
      dense(4, { id: 'begin' }),
      { type: 'repeat', times: 2, layers: [dense(4, { id: 'a' }), { type: 'dropout', rate: 0.1 }] },
    ];
    expect(graphOf({ input: [3], layers: [...layers, dense(1)] })).toEqual([
      'begin <- input',
      'a_1 <- begin',
      'dropout_1 <- a_1',
      'a_2 <- dropout_1',
      'dropout_2 <- a_2',
      'dense_1 <- dropout_2',
      'dense_1 = dense_1',
    ]);
  });

  test('lets layers inside read each other and those outside by the ids that were written', () => {
    const inside = [dense(4, { id: 'a' }), { type: 'add', from: ['a', 'begin'] }];
    const layers = [dense(4, { id: 'begin' }), { type: 'repeat', times: 2, id: 'block', layers: inside }];
    expect(graphOf({ input: [3], layers: [...layers, { type: 'add', from: ['block', 'a_1'] }] })).toEqual([
      'begin <- input',
      'a_1 <- begin',
      'add_1 <- a_1, begin',
      'a_2 <- add_1',
      'add_2 <- a_2, begin',
      'add_3 <- add_2, a_1',
      'add_3 = add_3',
    ]);
  });

  test('may stand in repeat, and begin elsewhere than at the layer before', () => {
    const layers = [
      dense(4),
      dense(4),
      { type: 'repeat', times: 2, from: 'dense_1', layers: [{ type: 'repeat', times: 2, layers: [dense(4, { id: 'a' })] }] },
      { type: 'add', from: ['a_2_2', 'dense_2'] },
    ];
    expect(graphOf({ input: [3], layers })).toEqual([
      'dense_1 <- input',
      'dense_2 <- dense_1',
      'a_1_1 <- dense_1',
      'a_1_2 <- a_1_1',
      'a_2_1 <- a_1_2',
      'a_2_2 <- a_2_1',
      'add_1 <- a_2_2, dense_2',
      'add_1 = add_1',
    ]);
  });
});

test('residual adds what came in to what comes out', () => {
  const layers = [dense(4), { type: 'residual', id: 'r', layers: [dense(8), dense(4)] }, dense(1)];
  expect(graphOf({ input: [3], layers })).toEqual([
    'dense_1 <- input',
    'dense_2 <- dense_1',
    'dense_3 <- dense_2',
    'r <- dense_3, dense_1',
    'dense_4 <- r',
    'dense_4 = dense_4',
  ]);
});

describe('wiring that cannot be is told', () => {
  test('ids that are not there, with the nearest that is', () => {
    const repeat = { type: 'repeat', times: 2, layers: [dense(4, { id: 'block' })] };
    const layers = [dense(4, { id: 'begin' }), repeat, { type: 'add', from: ['begni', 'block'] }, { type: 'shared', of: 'nobody' }];
    expect(messageOf({ input: [3], layers, outputs: { a: 'add1' } })).toMatchInlineSnapshot(`
     "the spec has 4 problems
       layers[2].from[0]: expected the id of a layer or input, received "begni"
         fix: did you mean "begin"?
       layers[2].from[1]: expected the id of a layer or input, received "block"
         fix: did you mean "block_1"?
       layers[3].of: expected the id of a layer or input, received "nobody"
         fix: known are input, begin, block_1, block_2, add_1, shared_1
       outputs: expected the id of a layer, received "add1"
         fix: did you mean "add_1"?"
    `);
  });

  test('ids that two things have', () => {
    const layers = [dense(4, { id: 'a' }), dense(4, { id: 'a' }), dense(4, { id: 'input' }), dense(1, { id: 'a/b c' })];
    expect(messageOf({ input: [3], layers })).toMatchInlineSnapshot(`
     "the spec has 3 problems
       layers[3].id: expected a name of letters, digits and - _ . / that begins with a letter or digit, received "a/b c"
       layers[1].id: expected an id of its own, received "a", which layers[0] has
       layers[2].id: expected an id of its own, received "input", which input has"
    `);
  });

  test('circles', () => {
    const layers = [dense(4, { id: 'a', from: 'c' }), dense(4, { id: 'b' }), dense(4, { id: 'c' }), dense(1, { id: 'd', from: 'd' })];
    expect(messageOf({ input: [3], layers })).toMatchInlineSnapshot(`
     "the spec has 2 problems
       layers[1].from: expected layers that do not read each other in a circle, received "a" reads "c" reads "b" reads "a"
       layers[3].from: expected layers that do not read each other in a circle, received "d" reads "d""
    `);
  });

  test('layers and inputs that lead nowhere', () => {
    const layers = [dense(4, { id: 'a', from: 'x' }), dense(4, { id: 'b', from: 'x' }), dense(1, { from: 'a' })];
    expect(messageOf({ inputs: { x: [3], y: [3] }, layers })).toMatchInlineSnapshot(`
     "the spec has 2 problems
       layers[1] dense: expected every layer to lead to an output, received "b", which nothing reads
         fix: read it in another layer, add it to "outputs", or leave it out
       inputs.y: expected every input to be read, received "y", which nothing reads"
    `);
  });

  test('an output that is an input', () => {
    expect(messageOf({ input: [3], layers: [dense(4)], outputs: 'input' })).toMatchInlineSnapshot(`
     "the spec has a problem
       outputs: expected the id of a layer, received "input", which is an input"
    `);
  });

  test('too many or too few layers to read', () => {
    const layers = [
      dense(4, { id: 'a' }),
      dense(4, { id: 'b' }),
      dense(4, { from: ['a', 'b'] }),
      { type: 'add' },
      { type: 'dot', axes: 1, from: ['a', 'b', 'add_1'] },
      { type: 'residual', from: ['a', 'b'], layers: [{ type: 'add' }] },
    ];
    expect(messageOf({ input: [3], layers })).toMatchInlineSnapshot(`
     "the spec has 4 problems
       layers[5].from: expected one layer, to which what comes out is added, received ["a","b"]
         fix: join them first, by concatenate or add
       layers[2].from: expected one layer for dense to read, received ["a","b"]
         fix: join them first, by concatenate or add
       layers[3].from: expected a list of two layers or more for add to read, received only "dense_1"
       layers[4].from: expected two layers for dot to read, received ["a","b","add_1"]"
    `);
  });

  test('a first layer that does not say which input it reads', () => {
    expect(messageOf({ inputs: { x: [3], y: [3] }, layers: [dense(4), { type: 'add', from: ['dense_1', 'x'] }] })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0].from: expected the input that the first layer reads, received nothing
         fix: write "from": "x" or "y""
    `);
  });

  test('but not again what layers read of inputs that are wrong themselves', () => {
    const layers = [dense(4, { id: 'a', from: 'x' }), { type: 'add', from: ['a', 'y'] }];
    const paths = (network: object) => checkModel({ ...network, layers }).map(({ path }) => path);
    expect(paths({ inputs: { x: [3], y: [0] } })).toEqual(['inputs.y[0]']);
    expect(paths({ inputs: ['x', 'y'] })).toEqual(['inputs']);
    expect(paths({ inputs: { x: [3], y: [4] }, input: [3] })).toEqual(['inputs']);
  });

  test('weights that are shared with a sum, or in a circle', () => {
    const layers = [
      { type: 'residual', id: 'r', layers: [dense(3)] },
      { type: 'shared', id: 's', of: 'r' },
      { type: 'shared', id: 't', of: 's' },
    ];
    expect(messageOf({ input: [3], layers })).toMatchInlineSnapshot(`
     "the spec has 2 problems
       layers[1].of: expected the id of a layer with options of its own, received "r"
         fix: name the layer that was written first
       layers[2].of: expected the id of a layer with options of its own, received "s"
         fix: name the layer that was written first"
    `);
  });

  test('an input that is told twice, and not alike', () => {
    const layers = [
      { ...dense(4), inputShape: [5] },
      { ...dense(4), inputShape: [4] },
      { ...dense(4), batchSize: 2 },
    ];
    expect(messageOf({ input: [3], layers })).toMatchInlineSnapshot(`
     "the spec has 3 problems
       layers[0].inputShape: expected [3], as the input of the network, received [5]
         fix: leave it out
       layers[1].inputShape: expected nothing: only the first layer tells what goes in, received [4]
         fix: leave it out
       layers[2].batchSize: expected nothing: only the first layer tells what goes in, received 2
         fix: leave it out"
    `);
    expect(messageOf({ input: [3], layers: [{ ...dense(4), batchSize: 2 }] })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0].batchSize: expected inputShape beside it, received 2
         fix: write it in the "input" of the network"
    `);
    expect(messageOf({ inputs: { x: [3] }, layers: [{ ...dense(4), inputShape: [3] }] })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0].inputShape: expected nothing, since "inputs" is given, received [3]"
    `);
  });
});
