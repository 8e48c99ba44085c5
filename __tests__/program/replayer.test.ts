import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import { createReplayer, type Replayer } from '../../src/program/replayer.ts';
import { leaveNoTensors } from '../train/tensors.ts';

leaveNoTensors();

type Compute = (x: Tensor) => Tensor[];

const newSettings = { keep: () => undefined, changed: (): { layer: string; name: string } | undefined => undefined };
const watchPlace = () => ({ now: undefined, stop: () => undefined });

/** What a replayer gives of a function, call after call. */
function callsOf(compute: Compute, refusals: string[] = [], settings = newSettings): { call(values: number[]): number[][]; end(): void } {
  const replayer: Replayer<Tensor[]> = createReplayer({
    tensorsOf: (results) => results,
    watchPlace,
    settings,
    onRefusal: (reason) => void refusals.push(reason),
  });
  return {
    call(values) {
      const program = replayer.run(values.length, ({ input }) => input(0)?.set(values));
      if (program) return Array.from({ length: program.results }, (_, i) => [...program.result(i)!]);
      return tf.tidy(() => {
        const x = tf.tensor1d(values);
        return replayer.learn(values.length, [x], () => compute(x)).map((tensor) => [...tensor.dataSync()]);
      });
    },
    end: () => replayer.dispose(),
  };
}

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeEach(async () => await useBackend(backend));

  test('what changes after some time goes on by operations, from the next look at it on', () => {
    const refusals: string[] = [];
    let factor = 2;
    const { call, end } = callsOf((x) => [tf.mul(x, factor)], refusals);
    const got = Array.from({ length: 40 }, (_, i) => {
      if (i === 6) factor = 3;
      return call([i])[0]![0]! / i;
    });
    // Three calls by operations, then fifteen by the program, and the next judges it.
    expect(got.slice(1, 18)).toEqual([...Array<number>(17).fill(2)]);
    expect(got.slice(18)).toEqual([...Array<number>(22).fill(3)]);
    expect(refusals).toEqual(['it computes something else than when it was recorded']);
    end();
  });

  test('what a variable is given is judged as well', () => {
    const a = tf.tidy(() => tf.variable(tf.zeros([1])));
    const refusals: string[] = [];
    let factor = 2;
    const step: Compute = (x) => {
      a.assign(tf.mul(x, factor));
      return [x.clone()];
    };
    const { call, end } = callsOf(step, refusals);
    for (let i = 0; i < 40; i++) {
      if (i === 6) factor = 3;
      call([i]);
      if (i >= 18) expect([...a.dataSync()]).toEqual([3 * i]);
    }
    expect(refusals).toEqual(['it computes something else than when it was recorded']);
    end();
    a.dispose();
  });

  test('what is changed from outside between the two that are recorded is followed, and at each step it is refused', () => {
    let [factor, kept] = [2, 2];
    const settings = {
      keep: () => void (kept = factor),
      changed: () => (factor === kept ? undefined : { layer: 'layer "one"', name: 'factor' }),
    };
    const refusals: string[] = [];
    const { call, end } = callsOf((x) => [tf.mul(x, factor)], refusals, settings);
    for (let i = 0; i < 30; i++) {
      if (i === 2 || i === 9) factor++;
      expect(call([i])).toEqual([[i * factor]]);
    }
    expect(refusals).toEqual([]);
    for (let i = 0; i < 20; i++) {
      factor++;
      expect(call([i])).toEqual([[i * factor]]);
    }
    expect(refusals).toEqual(['"factor" of layer "one" changes from step to step']);
    end();
  });

  test('a kernel whose answers are of another shape for other values is left to the operations', () => {
    const counted: Compute = (x) => {
      // Rows of the sparse tensor that are empty are given one value each: as many as x says.
      const indices = tf.tensor2d([[0, 0], [1, 1]], [2, 2], 'int32'); // prettier-ignore
      const rows = tf.cast(tf.add(tf.sum(x), 2), 'int32');
      const shape = tf.stack([rows, tf.scalar(3, 'int32')]) as Tensor1D;
      return [tf.sparse.sparseFillEmptyRows(indices, [1, 2], shape, 0)['outputValues']!];
    };
    const { call, end } = callsOf(counted);
    for (let i = 0; i < 12; i++) {
      const x = [i % 3];
      const expected = tf.tidy(() => counted(tf.tensor1d(x)).map((tensor) => [...tensor.dataSync()]));
      expect(call(x)).toEqual(expected);
    }
    end();
  });

  test('what cannot be replayed after all goes on by operations, and says why', () => {
    const refusals: string[] = [];
    let isBroken = false;
    const config = tf.getKernel('Erf', backend);
    const { kernelFunc } = config;
    (config as { kernelFunc: typeof kernelFunc }).kernelFunc = (call) => {
      if (isBroken) throw new Error('it is broken\nin two lines');
      return kernelFunc(call);
    };
    const { call, end } = callsOf((x) => [tf.erf(x)], refusals);
    for (let i = 0; i < 6; i++) call([1]);
    isBroken = true;
    expect(() => call([1])).toThrow('it is broken');
    isBroken = false;
    call([1]);
    expect(refusals).toEqual(['what was recorded does not run: it is broken']);
    (config as { kernelFunc: typeof kernelFunc }).kernelFunc = kernelFunc;
    end();
  });
});
