import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { compile } from '../../src/compile/compile.ts';
import { SpecError } from '../../src/errors.ts';
import { useBackend } from '../../src/node/backend.ts';
import { countParameters } from '../../src/spec/parameters.ts';
import { parseModel } from '../../src/spec/parse.ts';
import { inferShapes } from '../../src/spec/shapes.ts';
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

describe('1,000 random networks', () => {
  test.each([0, 1, 2, 3])('are built by TF.js with the shapes and weights that were inferred (part %i)', (part) => {
    for (let seed = part * 250; seed < (part + 1) * 250; seed++) {
      const spec = randomSpec(seed);
      const { network } = parseModel(spec);
      const { nodes } = inferShapes(network);
      const model = compile(spec, { seed });
      try {
        expect({ seed, shapes: model.outputs.map(({ shape }) => shape) }).toEqual({
          seed,
          shapes: network.outputs.map(({ from }) => nodes.get(from)!.shape),
        });
        expect({ seed, parameters: model.countParams() }).toEqual({ seed, parameters: countParameters(network).total });
      } finally {
        model.dispose();
      }
    }
  });
});
