import { describe, expect, test } from '@jest/globals';
import { decodeAnswers } from '../../src/data/decode.ts';
import { answersToUnits, encodeTargets, fitEncoders, toUnits } from '../../src/data/encode.ts';
import { combineTargets, convertAnswer } from '../../src/data/convertAnswer.ts';
import { frameOf } from '../../src/data/read/memoryFrame.ts';
import type { TargetEncoder } from '../../src/data/targets/table.ts';
import type { ModelSpec } from '../../src/spec/model.ts';
import { parseModel } from '../../src/spec/parse.ts';

/** Fits a target on cells of a column. */
function fit(target: object | string, cells: readonly unknown[]) {
  const spec = { features: { x: 'number' }, target: { y: target }, network: { layers: [] } } as unknown as ModelSpec;
  const frame = frameOf(cells.map((y, x) => ({ x, y })));
  const encoders = fitEncoders(parseModel(spec), frame);
  return { encoders, encoded: Array.from(encodeTargets(encoders, frame)[0]!.values), target: encoders.targets[0]! };
}
const decode = (target: TargetEncoder, outputs: readonly number[]) =>
  decodeAnswers({ inputs: [], targets: [target] }, [Float32Array.from(outputs)], 1)[0];

describe('labels', () => {
  test('are read from lists, texts and JSON, and may be none', () => {
    const { encoded, target } = fit('labels', [['b', 'a'], 'a|c', ' c | a ', '["b"]', '', null, [], 'b']);
    expect(target).toEqual({ name: 'y', type: 'labels', separator: '|', levels: ['a', 'b', 'c'] });
    expect(encoded).toEqual([1, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
  });

  test('stand between separators of their own', () => {
    expect(fit({ type: 'labels', separator: ';' }, ['a|b;c', 'c']).target).toMatchObject({ levels: ['a|b', 'c'] });
  });

  test('are answered where they are more likely than not', () => {
    const { target } = fit('labels', [['a', 'b']]);
    expect(decode(target, [0.75, 0.25])).toEqual({ y: ['a'], probabilities: { a: 0.75, b: 0.25 } });
    expect(decode(target, [0.25, 0.25])).toEqual({ y: [], probabilities: { a: 0.25, b: 0.25 } });
  });

  test('that are none, or strangers, are told with their rows', () => {
    expect(() => fit('labels', [[{}], ['a']])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "y": expected a list of labels, or a text of them in each row, received [{}] in row 1
         fix: correct the cells or leave the rows out"
    `);
    expect(() => fit('labels', ['', null])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "y": expected a label in some row, received none
         fix: give rows with labels: a list, or a text with the separator between them"
    `);
    expect(() => fit({ type: 'labels', classes: ['red', 'round'] }, ['red|rond'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "y": expected labels, each one of red, round in each row, received "red|rond" in row 1
         fix: did you mean "round"?"
    `);
  });
});

describe('classes in an order', () => {
  const sizes = { type: 'ordinal', classes: ['S', 'M', 'L', 'XL'] };

  test('are 1 for each class but the first that they reach', () => {
    expect(fit(sizes, ['S', 'L', 'XL', 'M']).encoded).toEqual([0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 0]);
    expect(fit('ordinal', [10, 2, 2, 9]).target).toMatchObject({ levels: ['2', '9', '10'] });
  });

  test('have probabilities with the sum 1, none below 0, also where the network contradicts itself', () => {
    const { target } = fit(sizes, ['S', 'M']);
    expect(decode(target, [0.75, 0.5, 0.25])).toEqual({ y: 'S', probabilities: { S: 0.25, M: 0.25, L: 0.25, XL: 0.25 } });
    expect(decode(target, [0.25, 0.875, 0.75])).toEqual({ y: 'L', probabilities: { S: 0.125, M: 0.125, L: 0.5, XL: 0.25 } });
    expect(Array.from(answersToUnits(target, [0.25, 0.875, 0.75]))).toEqual([0.125, 0.125, 0.5, 0.25]);
    expect([...(toUnits(target, [1, 1, 0, 0, 0, 0]) as Float64Array)]).toEqual([2, 0]);
  });

  test('that are words need their order, and strangers are told', () => {
    expect(() => fit('ordinal', ['small', 'large'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "y": expected numbers, or an order of the classes, received "large"
         fix: write { "type": "ordinal", "classes": [...] } with the least first"
    `);
    expect(() => fit(sizes, ['S', 'XS'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "y": expected one of S, M, L, XL in each row, received "XS" in row 2
         fix: add it to "classes" or correct the cells"
    `);
    expect(() => fit('ordinal', [3, 3])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "y": expected two classes or more among the rows, received "3" only"
    `);
  });

  test('that another model has not seen are beyond what comes before them', () => {
    const level = (levels: readonly string[]) => ({ name: 'y', type: 'ordinal', levels }) as const;
    const [own, other] = [level(['2', '4']), level(['1', '3', '4', '5'])];
    const both = combineTargets([own, other]);
    expect(both).toEqual(level(['1', '2', '3', '4', '5']));
    // Beyond 1: always; beyond 2 and 3: as it says of 2; beyond 4: never.
    expect(convertAnswer(own, both)).toEqual({
      width: 1,
      columns: [
        { source: undefined, factor: 0, shift: 1 },
        { source: 0, factor: 1, shift: 0 },
        { source: 0, factor: 1, shift: 0 },
        { source: undefined, factor: 0, shift: 0 },
      ],
    });
  });
});

describe('quantiles', () => {
  test('are the number as often as there are quantiles, and answered in its units and in order', () => {
    const { encoded, target } = fit({ type: 'quantiles', quantiles: [0.2, 0.5], scale: 'minMax' }, [10, 30, 20]);
    expect(encoded).toEqual([0, 0, 1, 1, 0.5, 0.5]);
    expect(decode(target, [0.5, 0.25])).toEqual({ y: 20, quantiles: { '0.2': 15, '0.5': 20 } });
    expect([...(answersToUnits(target, [0.5, 0.25, 0, 1]) as Float64Array)]).toEqual([15, 20, 10, 30]);
  });
});

describe('counts', () => {
  test('are answered as the exponential times the mean', () => {
    const { encoded, target } = fit('count', [0, 2, 4]);
    expect(encoded).toEqual([0, 1, 2]);
    expect(decode(target, [0])).toEqual({ y: 2 });
    expect(decode(target, [Math.log(3)])).toEqual({ y: expect.closeTo(6, 5) });
    expect(decode(target, [1000])!['y']).toBeLessThan(Infinity);
    expect([...(toUnits(target, [0.5]) as Float64Array), ...(answersToUnits(target, [0]) as Float64Array)]).toEqual([1, 2]);
  });

  test('below 0 or between whole numbers are told with their rows', () => {
    expect(() => fit('count', [1, -2, 2.5, 'many'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has 2 problems
       column "y": expected a count, a whole number from 0 on in each row, received -2 in row 2, 2.5 in row 3
         fix: correct the cells; other numbers are a "number"
       column "y": expected a number in each row, received "many" in row 4
         fix: fill in the cells or leave the rows out; a column of words is a "category""
    `);
  });
});

describe('numbers by their logarithm', () => {
  test('are answered in their own units', () => {
    const { encoded, target } = fit({ type: 'number', scale: 'log' }, [1, Math.E ** 2]);
    expect(encoded).toEqual([-1, 1]);
    expect(decode(target, [0])).toEqual({ y: expect.closeTo(Math.E, 6) });
    const one = fit({ type: 'number', scale: 'log1p' }, [0, Math.E ** 2 - 1]);
    expect(one.encoded.map((value) => Math.round(value * 1e6) / 1e6)).toEqual([-1, 1]);
    expect(decode(one.target, [-1])).toEqual({ y: expect.closeTo(0, 6) });
  });

  test('that have none are told with their rows', () => {
    expect(() => fit({ type: 'number', scale: 'log' }, [1, 0, -3])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "y": expected a number above 0 in each row, received 0 in row 2, -3 in row 3
         fix: its logarithm is learned: leave the rows out, or give the target "scale": "standard""
    `);
    expect(() => fit({ type: 'number', scale: 'log1p' }, [1, 0, -1, 'x'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has 2 problems
       column "y": expected a number above -1 in each row, received -1 in row 3
         fix: its logarithm is learned: leave the rows out, or give the target "scale": "standard"
       column "y": expected a number in each row, received "x" in row 4
         fix: fill in the cells or leave the rows out; a column of words is a "category""
    `);
  });
});

describe('classes that are whole numbers', () => {
  test('are the same with and without a fraction of zeros', () => {
    const { encoded, target } = fit('category', ['1.0', '0', 0, '1', 1, '0.0']);
    expect(target).toEqual({ name: 'y', type: 'category', levels: ['0', '1'] });
    expect(encoded).toEqual([1, 0, 0, 1, 1, 0]);
    expect(fit({ type: 'category', classes: ['2.0', '1.0'] }, [1, '2', '1.0']).encoded).toEqual([1, 0, 1]);
    expect(fit('ordinal', ['1.0', '3', '2', '2.0']).encoded).toEqual([0, 0, 1, 1, 1, 0, 1, 0]);
    expect(fit('labels', ['1.0|2', '1']).encoded).toEqual([1, 1, 1, 0]);
  });
});

describe('a target that is read as yes or no', () => {
  const yesNo = { type: 'category', readAs: 'yesNo' };

  test('has two classes, however they are written', () => {
    const { encoded, target } = fit(yesNo, ['Yes', 'no', 'Y', 'NO ', 1, '0.0', true, 'f']);
    expect(target).toEqual({ name: 'y', type: 'category', levels: ['no', 'yes'], readAs: 'yesNo' });
    expect(encoded).toEqual([1, 0, 1, 0, 1, 0, 1, 0]);
    expect(decode(target, [0.75])).toEqual({ y: 'yes', probabilities: { no: 0.25, yes: 0.75 } });
  });

  test('tells of cells that are neither, and of rows that are all alike', () => {
    expect(() => fit(yesNo, ['yes', 'no', 'maybe'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "y": expected yes or no, true or false, 1 or 0 in each row, received "maybe" in row 3
         fix: correct the cells, or leave "readAs" out for a target of other classes"
    `);
    expect(() => fit(yesNo, ['yes', 'Y'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "y": expected two classes or more among the rows, received "yes" only
         fix: add rows of another class; a target of numbers is a "number""
    `);
  });

  test('has no classes listed', () => {
    expect(() => fit({ ...yesNo, classes: ['a', 'b'] }, ['a'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "y": expected yes or no, true or false, 1 or 0 in each row, received "a" in row 1
         fix: correct the cells, or leave "readAs" out for a target of other classes"
    `);
  });
});
