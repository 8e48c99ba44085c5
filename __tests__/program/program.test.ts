import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import { whyDifferent } from '../../src/program/compare.ts';
import { machineNow } from '../../src/program/machineNow.ts';
import { createProgram, type Program } from '../../src/program/program.ts';
import { record } from '../../src/program/record.ts';
import type { Recording } from '../../src/program/recording.ts';
import { simplify } from '../../src/program/simplify.ts';
import { watchMemory } from '../wasmMemory.ts';
import { leaveNoTensors } from '../train/tensors.ts';

leaveNoTensors();

type Compute = (x: Tensor) => Tensor[];

const variable = (values: number[]): Variable => tf.tidy(() => tf.variable(tf.tensor1d(values)));

const programs: Program[] = [];
/** The recording of a function of one tensor. */
const recordOf = (compute: Compute, x: Tensor): Recording | string =>
  record(() => compute(x), { inputs: [x], tensorsOf: (results) => results }).recording;

function programOf(compute: Compute, x: Tensor): Program {
  const program = createProgram(simplify(recordOf(compute, x) as Recording), machineNow()!);
  programs.push(program);
  return program;
}

/** What a program gives for other values of its input. */
function runOn(program: Program, values: readonly number[]): readonly (readonly number[])[] {
  program.input(0)?.set(values);
  expect(program.run()).toBe(true);
  return Array.from({ length: program.results }, (_, i) => [...program.result(i)!]);
}

/** Holds a program to what it was recorded of, for a few inputs. */
function expectLike(compute: Compute, shape: number[], dtype: 'float32' | 'int32' | 'bool' = 'float32', lists?: readonly number[][]): void {
  tf.tidy(() => {
    const size = tf.util.sizeFromShape(shape);
    const inputs =
      lists ?? [0, 1, 2].map((from) => Array.from({ length: size }, (_, i) => (dtype === 'bool' ? (i + from) % 2 : from + i - 1)));
    const program = programOf(compute, tf.tensor(inputs[0]!, shape, dtype));
    for (const values of inputs) {
      const expected = compute(tf.tensor(values, shape, dtype)).map((tensor) => [...tensor.dataSync()]);
      expect(runOn(program, values)).toEqual(expected);
    }
  });
}

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeEach(async () => await useBackend(backend));
  afterEach(() => {
    for (const program of programs.splice(0)) program.dispose();
  });

  const constant = () => tf.tensor1d([3, 4]);
  test.each<[string, Compute]>([
    ['the input itself', (x) => [x]],
    ['the input twice, once in another shape', (x) => [x, tf.reshape(x, [2, 1])]],
    ['a constant', () => [constant()]],
    ['what constants alone lead to', () => [tf.mul(tf.add(constant(), 1), 2)]],
    ['the same value twice', (x) => { const y = tf.add(x, 1); return [y, y, tf.reshape(y, [1, 2])]; }], // prettier-ignore
    ['what is computed twice', (x) => [tf.add(x, 1), tf.add(x, 1)]],
    ['nothing', () => []],
    [
      'numbers of every kind',
      (x) => [tf.greater(x, 1), tf.cast(x, 'int32'), tf.cast(tf.cast(x, 'bool'), 'float32'), tf.cast(tf.greater(x, 0), 'int32')],
    ],
    ['parts of one list', (x) => tf.split(tf.add(x, 1), 2)],
    ['constants that differ in their sign alone', (x) => [tf.mul(x, 0), tf.mul(x, -0), tf.div(x, 0), tf.div(x, -0)]],
    ['what TensorFlow.js has no plan for', (x) => [tf.topk(x, 2).values, tf.erf(x), tf.cumprod(x)]],
    ['a list joined with itself', (x) => [tf.concat([x, x, constant()]), tf.stack([x, x])]],
  ])('a program gives what the operations give: %s', (_, compute) => expectLike(compute, [2]));

  test.each<[string, number[], 'float32' | 'int32' | 'bool', Compute]>([
    ['no values at all', [0, 3], 'float32', (x) => [tf.add(x, 1), tf.sum(x, 0), tf.reshape(x, [3, 0])]],
    ['one number', [], 'float32', (x) => [tf.square(x), x]],
    ['whole numbers that choose', [3], 'int32', (x) => [tf.gather(tf.tensor1d([5, 6, 7, 8, 9, 10]), tf.add(x, tf.scalar(1, 'int32'))), x]],
    ['truths', [4], 'bool', (x) => [tf.logicalNot(x), tf.where(x as never, tf.scalar(2), tf.scalar(3)), tf.sum(tf.cast(x, 'float32'))]],
  ])('a program gives what the operations give: %s', (_, shape, dtype, compute) => expectLike(compute, shape, dtype));

  test('a result may be written over: nothing else is', () => {
    const w = variable([5, 6]);
    tf.tidy(() => {
      const compute: Compute = (x) => [x, w, constant(), tf.add(w, x)];
      const program = programOf(compute, tf.tensor1d([1, 2]));
      for (let i = 0; i < 3; i++) {
        expect(runOn(program, [i, 2])).toEqual([[i, 2], [5, 6], [3, 4], [5 + i, 8]]); // prettier-ignore
        for (let result = 0; result < 4; result++) program.result(result)!.fill(100);
      }
    });
    expect([...w.dataSync()]).toEqual([5, 6]);
    w.dispose();
  });

  test('variables that are given each other’s values, or an input, have them as they were at the beginning', () => {
    const [a, b, c] = [variable([1, 2]), variable([3, 4]), variable([5, 6])];
    const step: Compute = (x) => {
      const [first, second] = [a.clone(), b.clone()];
      a.assign(second);
      b.assign(first);
      c.assign(tf.add(a, x));
      c.assign(tf.mul(c, 2));
      return [c.clone()];
    };
    const seen = () => [a, b, c].map((variable) => [...variable.dataSync()]);
    tf.tidy(() => {
      const program = programOf(step, tf.tensor1d([1, 1]));
      expect(seen()).toEqual([[3, 4], [1, 2], [8, 10]]); // prettier-ignore
      expect(runOn(program, [1, 1])).toEqual([[4, 6]]);
      expect(seen()).toEqual([[3, 4], [1, 2], [8, 10]]); // prettier-ignore
      program.assign();
      expect(seen()).toEqual([[1, 2], [3, 4], [4, 6]]); // prettier-ignore
      runOn(program, [2, 2]);
      program.assign();
      expect(seen()).toEqual([[3, 4], [1, 2], [10, 12]]); // prettier-ignore
    });
    tf.dispose([a, b, c]);
  });

  test('a variable that others share values with is told apart from them', () => {
    const a = variable([1, 2]);
    const b = variable([0, 0]);
    b.assign(a);
    const before = tf.keep(a.clone());
    tf.tidy(() => {
      const program = programOf((x) => [tf.add(a, x), tf.mul(b, x), tf.sub(before, x)], tf.tensor1d([1, 1]));
      a.assign(tf.tensor1d([10, 20]));
      expect(runOn(program, [1, 1])).toEqual([[11, 21], [1, 2], [0, 1]]); // prettier-ignore
      b.assign(tf.tensor1d([30, 40]));
      expect(runOn(program, [1, 1])).toEqual([[11, 21], [30, 40], [0, 1]]); // prettier-ignore
    });
    tf.dispose([a, b, before]);
  });

  test('floats in a variable that were whole numbers are given as floats', () => {
    const whole = tf.tensor1d([1, 2], 'int32');
    const a = variable([0, 0]);
    tf.tidy(() => a.assign(tf.cast(whole, 'float32')));
    whole.dispose();
    tf.tidy(() => {
      const step: Compute = (x) => {
        a.assign(tf.add(a, x));
        return [a.clone()];
      };
      const program = programOf(step, tf.tensor1d([0, 0]));
      a.assign(tf.cast(tf.tensor1d([1, 2], 'int32'), 'float32'));
      runOn(program, [0.5, 0.25]);
      program.assign();
    });
    expect([...a.dataSync()]).toEqual([1.5, 2.25]);
    a.dispose();
  });

  test('a program whose variable is gone does not run', () => {
    const a = variable([1, 2]);
    tf.tidy(() => {
      const program = programOf((x) => [tf.add(a, x)], tf.tensor1d([1, 1]));
      a.dispose();
      expect(program.run()).toBe(false);
    });
  });

  test('what fails while it is recorded leaves everything as it was', () => {
    const kernels = tf.getKernelsForBackend(backend);
    const before = kernels.map(({ kernelFunc }) => kernelFunc);
    const { random } = Math;
    const own = Object.getOwnPropertyNames(tf.backend());
    const { assign } = tf.Variable.prototype;
    const isAsBefore = () => {
      expect(kernels.every(({ kernelFunc }, i) => kernelFunc === before[i])).toBe(true);
      expect([Math.random, tf.Variable.prototype.assign, Object.getOwnPropertyNames(tf.backend())]).toEqual([random, assign, own]);
    };
    tf.tidy(() => {
      const x = tf.tensor1d([1]);
      const fail = () => {
        throw new Error('no');
      };
      expect(() => recordOf(() => [tf.add(x, 1), fail()], x)).toThrow('no');
      isAsBefore();
      // One within another, the inner of which fails or not.
      const both = recordOf((y) => {
        expect(() => recordOf(() => [tf.add(x, 1), fail()], x)).toThrow('no');
        const inner = recordOf((z) => [tf.mul(z, 2)], y);
        expect((inner as Recording).operations.map(({ kernelName }) => kernelName)).toEqual(['Multiply']);
        return [tf.add(y, 1)];
      }, x);
      expect((both as Recording).operations.map(({ kernelName }) => kernelName)).toEqual(['Add', 'Multiply', 'Add']);
      isAsBefore();
    });
  });

  test.each<[string, Compute]>([
    ['draws random numbers of its own', (y) => [tf.mul(y, Math.random())]],
    ['reads values of a tensor in JavaScript', (y) => [tf.mul(y, y.dataSync()[0]!)]],
    ['computes with values of type string', () => [tf.tensor1d(['a', 'b'])]],
    ['makes more or fewer values of other rows', (y) => [tf.unique(y).values]],
  ])('no program is made of what %s', (reason, compute) => {
    tf.tidy(() => expect(recordOf(compute, tf.tensor1d([1, 0, 2]))).toBe(reason));
  });

  test('a program that ends gives back all memory, and so does one that cannot begin', () => {
    const memory = backend === 'wasm' ? watchMemory() : undefined;
    const ids = () => (tf.backend() as unknown as { numDataIds(): number }).numDataIds();
    const before = ids();
    const w = variable([1, 2]);
    tf.tidy(() => {
      const program = programOf((x) => [tf.erf(tf.add(x, w)), tf.topk(x, 1).values], tf.tensor1d([1, 1]));
      for (let i = 0; i < 50; i++) {
        runOn(program, [i, 1]);
        w.assign(tf.tensor1d([i, i]));
      }
      programs.pop()!.dispose();
      const graph = simplify(recordOf((x) => [tf.add(x, w)], tf.tensor1d([1, 1])) as Recording);
      const machine = machineNow()!;
      const full = { ...machine, start: (bytes: number) => ({ ...machine.start(bytes), placeOf: () => { throw new Error('full'); } }) }; // prettier-ignore
      expect(() => createProgram(graph, full)).toThrow('full');
    });
    w.dispose();
    expect(ids()).toBe(before);
    if (memory) expect(memory.stop()).toBe(0);
  });

  test('two recordings differ where a constant, an operation, an attribute or a variable does', () => {
    const [a, b] = [variable([0]), variable([0])];
    tf.tidy(() => {
      const x = tf.tensor1d([1]);
      const of = (compute: Compute) => recordOf(compute, x) as Recording;
      const one = of((y) => [tf.add(y, 2)]);
      expect(
        whyDifferent(
          one,
          of((y) => [tf.add(y, 2)]),
        ),
      ).toBeUndefined();
      expect(
        whyDifferent(
          one,
          of((y) => [tf.add(y, 3)]),
        ),
      ).toBe('it gives Add a constant that changes from one step to the next');
      expect(whyDifferent(of((y) => [tf.mul(y, NaN)]), of((y) => [tf.mul(y, NaN)]))).toBeUndefined(); // prettier-ignore
      expect(whyDifferent(of((y) => [tf.mul(y, 0)]), of((y) => [tf.mul(y, -0)]))).toBeDefined(); // prettier-ignore
      const others: [Compute, Compute][] = [
        [(y) => [tf.add(y, 2)], (y) => [tf.sub(y, 2)]],
        [(y) => [tf.add(y, a)], (y) => [tf.add(y, b)]],
        [(y) => [tf.leakyRelu(y, 0.1)], (y) => [tf.leakyRelu(y, 0.2)]],
        [(y) => [tf.add(y, 2), y], (y) => [tf.add(y, 2)]],
        [(y) => (a.assign(y), [y]), (y) => (b.assign(y), [y])],
      ];
      for (const [first, second] of others)
        expect(whyDifferent(of(first), of(second))).toBe('it runs other operations from one step to the next');
    });
    tf.dispose([a, b]);
  });
});
