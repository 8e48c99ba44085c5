import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { useBackend } from '../../src/node/backend.ts';

let tensors = 0;
beforeEach(async () => {
  await useBackend('cpu');
  tensors = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(tensors);
});

/** What stock TF.js says to a line of code, in a process that has nothing of ours. */
function stock(code: string): string {
  const load = createRequire(import.meta.url);
  const paths = ['tfjs-core', 'tfjs-layers', 'tfjs-backend-cpu'].map((name) => JSON.stringify(load.resolve(`@tensorflow/${name}`)));
  const script = `
    const [tf, tfl] = [${paths.join(', ')}].map((path) => require(path));
    tf.env().set('IS_TEST', true);
    Promise.resolve().then(async () => { ${code} }).then((value) => console.log(JSON.stringify(value)), (error) => console.log(error.message));
  `;
  return spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout.trim();
}

/** A model of one layer behind another, as code that both we and stock TF.js run. */
const through = (layer: string, shape: string) =>
  `const x = tfl.input({ shape: ${shape}, name: 'x' }); const y = tfl.layers.${layer}.apply(x); const model = tfl.model({ inputs: x, outputs: y });`;

describe('methods of tensors', () => {
  test('that the layers of TF.js call are missing without its umbrella package', () => {
    expect(stock('tfl.layers.lstm({ units: 2, inputShape: [3, 2] }).build([null, 3, 2])')).toMatch(/is not a function$/);
  });

  test('are there', () => {
    const lstm = tfl.layers.lstm({ units: 2, inputShape: [3, 2] });
    tf.tidy(() => lstm.build([null, 3, 2]));
    expect(lstm.weights.length).toBe(3);
    for (const weight of lstm.weights) weight.dispose();
    const x = tf.tensor2d([[1, 2], [3, 4]]) as Tensor & { flatten(): Tensor; sub(y: number): Tensor; transpose(): Tensor }; // prettier-ignore
    expect(tf.tidy(() => [x.flatten(), x.sub(1), x.transpose()].map((y) => Array.from(y.dataSync())))).toEqual([[1, 2, 3, 4], [0, 1, 2, 3], [1, 3, 2, 4]]); // prettier-ignore
    x.dispose();
  });
});

describe('preprocessing layers', () => {
  test.each([
    { layer: 'resizing({ height: 3, width: 4 })', fault: /x must be rank 3 or 4/ },
    { layer: 'centerCrop({ height: 4, width: 3 })', fault: /expected x to have shape|to have shape \[null,4,3,2\]/ },
    { layer: 'randomWidth({ factor: [0, 0] })', fault: /x must be rank 3 or 4/ },
  ])('TF.js cannot use $layer in a model', ({ layer, fault }) => {
    expect(stock(`${through(layer, '[6, 6, 2]')} return model.predict(tf.ones([2, 6, 6, 2])).shape;`)).toMatch(fault);
  });

  test.each([
    { layer: tfl.layers.resizing({ height: 3, width: 4 }), promised: [null, 3, 4, 2], given: [2, 3, 4, 2] },
    { layer: tfl.layers.centerCrop({ height: 4, width: 3 }), promised: [null, 4, 3, 2], given: [2, 4, 3, 2] },
    { layer: tfl.layers.randomWidth({ factor: [0.5, 0.5] }), promised: [null, 6, null, 2], given: [2, 6, 9, 2] },
  ])('$layer.name gives the shape that it promises, and leaves that of its input alone', ({ layer, promised, given }) => {
    const x = tfl.input({ shape: [6, 6, 2] });
    const y = layer.apply(x) as SymbolicTensor;
    expect(x.shape).toEqual([null, 6, 6, 2]);
    expect(y.shape).toEqual(promised);
    const model = tfl.model({ inputs: x, outputs: y });
    expect(tf.tidy(() => (model.predict(tf.ones([2, 6, 6, 2])) as Tensor).shape)).toEqual(given);
  });

  test('centerCrop cuts out what that of TF.js does, of any size', () => {
    const crops = (input: (size: number) => Tensor) =>
      [1, 2, 3, 4, 5, 8, 9].flatMap(
        (size) =>
        [1, 2, 3, 4, 5, 7, 8, 9]
          .filter((cut) => cut <= size)
          .map((cut) => tf.tidy(() => Array.from((tfl.layers.centerCrop({ height: cut, width: cut }).apply(input(size)) as Tensor).dataSync()))), // prettier-ignore
      );
    const input = `(size) => tf.reshape(tf.range(0, size * size), [1, size, size, 1])`;
    const theirs = stock(`
      return [1, 2, 3, 4, 5, 8, 9].flatMap((size) => [1, 2, 3, 4, 5, 7, 8, 9].filter((cut) => cut <= size).map((cut) =>
        Array.from(tfl.layers.centerCrop({ height: cut, width: cut }).call((${input})(size), {}).dataSync())));`);
    expect(crops((size) => tf.reshape(tf.range(0, size * size), [1, size, size, 1]))).toEqual(JSON.parse(theirs));
  });

  test('categoryEncoding leaves the shape of its input alone', () => {
    expect(stock(`${through("categoryEncoding({ numTokens: 5, outputMode: 'multiHot' })", '[3]')} return x.shape;`)).toBe('[null,5]');
    const x = tfl.input({ shape: [3] });
    tfl.layers.categoryEncoding({ numTokens: 5, outputMode: 'multiHot' }).apply(x);
    expect(x.shape).toEqual([null, 3]);
  });
});

describe('normalizing layers', () => {
  const fit = (layer: string, shape: string) => `
    const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 3, inputShape: ${shape} }), tfl.layers.${layer}] });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const xs = tf.ones([2, ...${shape}]);
    return (await model.fit(xs, model.predict(xs), { verbose: 0 })).history.loss.length;`;

  test.each([
    ['batchNormalization({ center: false })', '[3]'],
    ['batchNormalization({ scale: false })', '[3]'],
    ['layerNormalization({ scale: false })', '[3]'],
    ['batchNormalization({ axis: 1 })', '[4, 4, 3]'],
  ])('TF.js cannot train %s', (layer, shape) => {
    expect(stock(fit(layer, shape))).toMatch(/Cannot read properties|Size\(/);
  });

  test('without gamma and beta give what ones and zeros would', () => {
    const { batchNormalization, layerNormalization } = tfl.layers;
    tf.tidy(() => {
      const x = tf.tensor2d([[1, 5, 2], [3, -1, 8]]); // prettier-ignore
      for (const make of [batchNormalization, layerNormalization]) {
        const answers = [{ scale: false, center: false }, {}].map((options) => make(options).apply(x, { training: true }) as Tensor);
        expect(answers[0]!.arraySync()).toEqual(answers[1]!.arraySync());
      }
    });
    tf.disposeVariables();
  });

  test('over another axis than the last give what the last would, after a swap', () => {
    tf.tidy(() => {
      const x = tf.randomNormal([4, 3, 5], 2, 3, 'float32', 1);
      const swapped = tf.transpose(x, [0, 2, 1]);
      for (const training of [true, false]) {
        const [first, last] = [{ axis: 1, of: x }, { axis: -1, of: swapped }].map(({ axis, of }) => tfl.layers.batchNormalization({ axis }).apply(of, { training }) as Tensor); // prettier-ignore
        expect(tf.max(tf.abs(tf.sub(first!, tf.transpose(last!, [0, 2, 1])))).dataSync()[0]).toBeLessThan(1e-6);
      }
    });
    tf.disposeVariables();
  });
});

describe('alphaDropout', () => {
  const mean = `const { mean, variance } = tf.moments(tfl.layers.alphaDropout({ rate: 0.3 }).apply(tf.randomNormal([200, 200], 0, 1, 'float32', 3), { training: true }));`;

  test('of TF.js gives values of mean 0 another mean', () => {
    expect(Number(stock(`${mean} return mean.dataSync()[0];`))).toBeGreaterThan(0.8);
  });

  test('keeps mean 0 and variance 1, and drops to what a selu answers far below 0, as Keras does', () => {
    tf.tidy(() => {
      const { alphaDropout } = tfl.layers;
      const x = tf.randomNormal([200, 200], 0, 1, 'float32', 3);
      const given = x.dataSync();
      const answer = alphaDropout({ rate: 0.3 }).apply(x, { training: true }) as Tensor;
      const { mean, variance } = tf.moments(answer);
      expect(Math.abs(mean.dataSync()[0]!)).toBeLessThan(0.03);
      expect(Math.abs(variance.dataSync()[0]! - 1)).toBeLessThan(0.03);
      const [scale, alpha] = [1.0507009873554805, 1.6732632423543772];
      const a = ((1 - 0.3) * (1 + 0.3 * (alpha * scale) ** 2)) ** -0.5;
      const b = a * alpha * scale * 0.3;
      const wrong = [...answer.dataSync()].filter((y, i) => {
        return Math.abs(y - (a * given[i]! + b)) > 1e-5 && Math.abs(y - (-a * alpha * scale + b)) > 1e-5;
      });
      expect(wrong).toEqual([]);
      for (const options of [{}, { training: false }])
        expect((alphaDropout({ rate: 0.3 }).apply(x, options) as Tensor).dataSync()).toEqual(given);
      expect((alphaDropout({ rate: 0 }).apply(x, { training: true }) as Tensor).dataSync()).toEqual(given);
    });
  });
});

describe('a layer is saved whole', () => {
  test.each([
    { layer: 'separableConv2d({ filters: 1, kernelSize: 1, depthMultiplier: 3 })', stocks: '{}', ours: { depthMultiplier: 3 } },
    { layer: 'alphaDropout({ rate: 0.5, noiseShape: [1, 2] })', stocks: '{}', ours: { noiseShape: [1, 2] } },
    {
      layer: 'depthwiseConv2d({ kernelSize: 1, depthwiseConstraint: tfl.constraints.nonNeg() })',
      stocks: '{"depthwiseConstraint":null}',
      ours: { depthwiseConstraint: { className: 'NonNeg', config: {} } },
    },
  ])('$layer', ({ layer, stocks, ours }) => {
    const [name] = Object.keys(ours);
    const config = new Function('tfl', `return tfl.layers.${layer}.getConfig()`)(tfl) as object;
    expect(config).toMatchObject(ours);
    expect(stock(`const { ${name} } = tfl.layers.${layer}.getConfig(); return { ${name} };`)).toBe(stocks);
  });

  test('depthwiseConv2d without a constraint says so', () => {
    expect(tfl.layers.depthwiseConv2d({ kernelSize: 1, depthwiseRegularizer: 'l1l2' }).getConfig()['depthwiseConstraint']).toBeNull();
  });
});
