import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { io, Tensor } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { compile } from '../../src/compile/compile.ts';
import { registerLayer } from '../../src/compile/registerLayer.ts';
import { toSpec } from '../../src/compile/toSpec.ts';
import { UsageError } from '../../src/errors.ts';
import { useBackend } from '../../src/node/backend.ts';
import type { NetworkSpec } from '../../src/spec/network.ts';
import { initializer } from '../../src/spec/initializers.ts';
import { number } from '../../src/spec/option.ts';
import { checkModel } from '../../src/spec/parse.ts';

interface StretchConfig {
  readonly by: number;
  readonly biasInitializer: object;
  readonly name?: string;
}

/** x * by + a bias for each value of the last axis. */
class Stretch extends tfl.layers.Layer {
  static className = 'Stretch';
  readonly by: number;
  readonly biasInitializer: object;
  bias!: layers.Layer['weights'][number];

  constructor(config: StretchConfig) {
    super(config as object);
    this.by = config.by;
    this.biasInitializer = config.biasInitializer;
  }
  override build(shape: number[]): void {
    this.bias = this.addWeight('bias', [shape.at(-1)!], 'float32', this.biasInitializer as never);
    this.built = true;
  }
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => tf.add(tf.mul([inputs].flat()[0]!, this.by), this.bias.read()));
  }
  override getConfig() {
    return { ...super.getConfig(), by: this.by };
  }
}

const stretch = {
  type: 'stretch',
  doc: 'Multiplies, and adds a bias.',
  options: {
    by: number({ minimum: 0 })({ doc: 'The factor.', default: 2 }),
    biasInitializer: initializer({ doc: 'How the bias begins.', default: 'ones' }),
  },
  ranks: { in: 'any', out: 'same' },
  outputShape: ([input]: readonly (readonly (number | null)[])[]) => input!,
  weights: ([input]: readonly (readonly (number | null)[])[]) => [{ name: 'bias', shape: [input!.at(-1)!] }],
  layer: Stretch,
} as const;

const network = { input: [3], layers: [{ type: 'stretch', by: 3 }, { type: 'dense', units: 1 }] } as unknown as NetworkSpec; // prettier-ignore

let tensors = 0;
beforeEach(async () => {
  await useBackend('cpu');
  tensors = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(tensors);
});

test('a registered layer is checked, built, told as a spec, saved and loaded', async () => {
  expect(checkModel(network)[0]).toMatchObject({ path: 'layers[0].type', expected: 'a type of layer', received: '"stretch"' });
  registerLayer(stretch);
  expect(checkModel({ ...network, layers: [{ type: 'stretch', by: -1 }] })).toEqual([
    { path: 'layers[0].by', expected: 'a number >= 0', received: '-1' },
  ]);

  const model = compile(network, { seed: 1 });
  const answer = (of: { predict(x: Tensor): Tensor | Tensor[] }) =>
    tf.tidy(() => Array.from((of.predict(tf.tensor2d([[1, 2, 3]])) as Tensor).dataSync()));
  const stretched = tfl.model({ inputs: model.inputs, outputs: model.layers[1]!.output as never });
  expect(answer(stretched)).toEqual([4, 7, 10]);
  expect(toSpec(model)).toEqual(network);

  let saved: io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  const loaded = await tfl.loadLayersModel(tf.io.fromMemory(saved!));
  expect(answer(loaded)).toEqual(answer(model));
  for (const each of [model, loaded]) each.dispose();
});

test('a class that does not make or build its layer is one clear error that names it, what it threw and what to mend', () => {
  const first = { type: 'stretch', id: 'first' };
  class Failing extends Stretch {
    static override className = 'Failing';
    constructor(config: StretchConfig) {
      super(config);
      if (config.by > 9) throw new RangeError('too far');
    }
    override build(shape: number[]): void {
      super.build(shape);
      if (this.by > 8) throw new Error('no room');
    }
  }
  registerLayer(stretch);
  registerLayer({ ...stretch, type: 'failing', layer: Failing } as unknown as typeof stretch);
  const made =
    (by: number, wrap = (layer: object) => layer) =>
    () =>
      compile({ input: [4, 3], layers: [first, wrap({ type: 'failing', id: 'far', by })] } as never, { seed: 1 });
  expect(made(10)).toThrow(UsageError);
  expect(made(10)).toThrowErrorMatchingInlineSnapshot(`
   "layer "far" has a problem
     class Failing: expected a constructor that makes a layer of {"by":10,"biasInitializer":{},"trainable":true,"name":"far"}, received RangeError: too far
       fix: mend the constructor, or the options in registerLayer; it gets them, and the name, as one object, which super() takes too"
  `);
  expect(made(9)).toThrow(UsageError);
  expect(made(9)).toThrowErrorMatchingInlineSnapshot(`
   "layer "far" has a problem
     class Failing: expected a layer that builds where the spec has it, received Error: no room
       fix: mend its build or computeOutputShape, or what registerLayer was told of its shapes and weights"
  `);
  const within = ({ id, ...layer }: { readonly id?: string }) => ({ type: 'timeDistributed', id, layer });
  expect(made(10, within)).toThrow('layer "far_layer" has a problem\n  class Failing: expected a constructor that makes a layer of');
  expect(made(9, within)).toThrow('layer "far" has a problem\n  class Failing: expected a layer that builds');
});

test('registering the same class again replaces it, another class may not take its type', () => {
  registerLayer(stretch);
  registerLayer(stretch);
  class Other extends Stretch {
    static override className = 'Other';
  }
  expect(() => registerLayer({ ...stretch, layer: Other })).toThrowErrorMatchingInlineSnapshot(`
   "the layer has a problem
     type: expected a type of its own, received "stretch", which the class Stretch has"
  `);
});

class Nameless extends Stretch {}
class Dense extends Stretch {
  static override className = 'Dense';
}

test.each([
  {
    what: 'a layer of TF.js',
    change: { type: 'dense' },
    says: 'type: expected a name that no built-in layer has, received "dense"',
  },
  { what: 'a shorthand', change: { type: 'residual' }, says: 'type: expected a name that no built-in layer has, received "residual"' },
  {
    what: 'a type that is no name',
    change: { type: 'my layer' },
    says: 'type: expected a name of letters and digits that begins with a letter, received "my layer"',
  },
  {
    what: 'a class without a name of its own',
    change: { type: 'nameless', layer: Nameless },
    says:
      'layer: expected a class with a static className, under which TF.js saves it, received class Nameless\n' +
      '    fix: add: static className = "Nameless";',
  },
  {
    what: 'a class with the name of one of TF.js',
    change: { type: 'again', layer: Dense },
    says: 'layer: expected a className of its own, received "Dense", which TF.js or another layer has',
  },
  { what: 'no class', change: { type: 'nothing', layer: 3 }, says: 'layer: expected a class that extends tf.layers.Layer, received 3' },
])('$what is refused', ({ change, says }) => {
  const register = () => registerLayer({ ...stretch, ...change } as unknown as typeof stretch);
  expect(register).toThrow(UsageError);
  expect(register).toThrow(`the layer has a problem\n  ${says}`);
});
