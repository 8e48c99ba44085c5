import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { compile } from '../../src/compile/compile.ts';
import { useBackend } from '../../src/node/backend.ts';
import type { NetworkSpec } from '../../src/spec/network.ts';
import { countParameters } from '../../src/spec/parameters.ts';
import { checkModel, parseModel } from '../../src/spec/parse.ts';
import { inferShapes } from '../../src/spec/shapes.ts';
import { isLong } from '../long/isLong.ts';
import { isWhole } from '../long/spread.ts';
import { damage } from './damage.ts';
import { randomSpec } from './randomSpec.ts';

let before = 0;
beforeAll(() => useBackend('cpu'));
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

/** TF.js lists several for a layer that also gives its states. */
const shapeOf = (out: { shape: unknown } | readonly { shape: unknown }[]) => ('shape' in out ? out.shape : out[0]!.shape);

const count = isLong ? 1000 : isWhole ? 100 : 40;

describe(`${count} random networks`, () => {
  test.each([0, 1, 2, 3])('are built by TF.js with the shapes and weights that were inferred (part %i of 0 to 3)', (part) => {
    for (let seed = part; seed < count; seed += 4) {
      const spec = randomSpec(seed);
      const { network } = parseModel(spec);
      const { nodes } = inferShapes(network);
      const model = compile(spec, { seed });
      const own = network.layers.filter(({ sharedWith }) => sharedWith === undefined);
      const built = own.map(({ id }) => [id, shapeOf(model.getLayer(id).getOutputAt(0))]);
      expect({ seed, shapes: built }).toEqual({ seed, shapes: own.map(({ id }) => [id, nodes.get(id)!.shape]) });
      expect({ seed, parameters: model.countParams() }).toEqual({ seed, parameters: countParameters(network).total });
      model.dispose();
    }
  });
});

test('layers of a repetition, whose options are one object, are built each by itself', () => {
  // The first normalises axis 1 of two, the second axis 2 of three; TF.js writes the axis that it found into its options.
  const layers = [{ type: 'layerNormalization' }, { type: 'embedding', inputDim: 4, outputDim: 3 }];
  const model = compile({ input: [5], layers: [{ type: 'repeat', times: 2, layers }] } as NetworkSpec, { seed: 0 });
  expect(model.getLayer('layerNormalization_2').countParams()).toBe(2 * 3);
  model.dispose();
});

describe(`${count} randomly damaged networks`, () => {
  test('give errors with paths, and what is still right after the damage is built', () => {
    let refused = 0;
    for (let seed = 0; refused < count; seed++) {
      const spec = damage(randomSpec(seed % 200), seed);
      const issues = checkModel(spec);
      if (issues.length === 0) compile(spec as NetworkSpec, { seed }).dispose();
      else refused += 1;
      for (const { path, expected, received } of issues)
        expect({ seed, told: [path, expected, received] }).not.toEqual({ seed, told: expect.arrayContaining(['']) });
    }
  });

  test('and those damaged five times give errors or are built', () => {
    for (let seed = 0; seed < 0.3 * count; seed++) {
      const spec = [1, 2, 3, 4, 5].reduce<unknown>((so, time) => damage(so, seed * 5 + time), randomSpec(seed));
      if (checkModel(spec).length === 0) compile(spec as NetworkSpec, { seed }).dispose();
    }
  });
});
