import { expect, test } from '@jest/globals';
import { check } from '../../src/cli/check.ts';
import { parse } from '../../src/cli/parse.ts';
import { predict } from '../../src/cli/predict.ts';
import { runs } from '../../src/cli/runs.ts';
import { train } from '../../src/cli/train.ts';

const values = (...args: Parameters<typeof parse>) => {
  const parsed = parse(...args);
  return parsed.help ? 'help' : parsed.values;
};

test('numbers become numbers and names become camelCase', () => {
  expect(values(train, ['s.json', '--data', 'd.csv', '--out=o', '--batch-size', '16', '--validation-split=.25', '--seed', '1e3'])).toEqual({
    SPEC: 's.json',
    data: 'd.csv',
    out: 'o',
    batchSize: 16,
    validationSplit: 0.25,
    seed: 1000,
  });
});

test('a lone - is a value', () => {
  expect(values(predict, ['m', '--data', '-', '--json'])).toEqual({ FOLDER: 'm', data: '-', json: true });
});

test('file names that look like numbers stay as they were written', () => {
  expect(values(predict, ['007', '--data', '1e3'])).toEqual({ FOLDER: '007', data: '1e3' });
});

test('after -- nothing is an option', () => {
  expect(values(check, ['--', '--odd.json'])).toEqual({ SPEC: '--odd.json' });
});

test('--help wins over what is missing', () => {
  expect(values(train, ['--data', '--help'])).toBe('help');
});

test.each([
  [['m.json', '--diagram'], 'mermaid'],
  [['--diagram', 'm.json'], 'mermaid'],
  [['--diagram', 'svg', 'm.json'], 'svg'],
  [['m.json', '--diagram=svg'], 'svg'],
  [['m.json', '--diagram', '--json'], 'mermaid'],
])('%j asks for a diagram of m.json as %s', (words, diagram) => {
  expect(values(check, words)).toMatchObject({ SPEC: 'm.json', diagram });
});

test.each([
  [[], {}],
  [['iris'], { NAME: ['iris'] }],
  [['iris', '--json', '007', '--', '--odd'], { NAME: ['iris', '007', '--odd'], json: true }],
])('%j are the names of runs, as many as there are', (words, expected) => {
  expect(values(runs, words)).toEqual(expected);
});

test('among many words an empty one is told by its place', () => {
  expect(() => parse(runs, ['iris', ''])).toThrowErrorMatchingInlineSnapshot(`
   "the command line of netspec runs has a problem
     NAME[1]: expected the name of a run, received """
  `);
});

test.each([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['YES', true],
  ['false', false],
  ['0', false],
  ['no', false],
])('a switch may be given as =%s', (word, meant) => {
  expect(values(runs, [`--json=${word}`])).toEqual({ json: meant });
});

test('any other value of a switch is refused, rather than taken for no', () => {
  expect(() => parse(train, ['s.json', '--data=d', '--out=o', '--dry-run=on', '--quiet=', '--json=2'])).toThrowErrorMatchingInlineSnapshot(`
   "the command line of netspec train has 3 problems
     --dry-run: expected no value, or one of true, false, 1, 0, yes, no, received "on"
       fix: write --dry-run, or leave it out
     --quiet: expected no value, or one of true, false, 1, 0, yes, no, received ""
       fix: write --quiet, or leave it out
     --json: expected no value, or one of true, false, 1, 0, yes, no, received "2"
       fix: write --json, or leave it out"
  `);
});

test('what is no switch keeps such a value as it is, and so does what comes after --', () => {
  expect(values(train, ['s.json', '--data=yes', '--out=no'])).toMatchObject({ data: 'yes', out: 'no' });
  expect(values(check, ['--', '--json=1'])).toEqual({ SPEC: '--json=1' });
});

test('an option that is given twice is refused, rather than one of the two chosen', () => {
  expect(() => parse(train, ['s.json', '--data=d', '--out=o', '--epochs', '3', '--epochs', '4', '--json', '--json']))
    .toThrowErrorMatchingInlineSnapshot(`
   "the command line of netspec train has a problem
     --epochs: expected one value, received 2: 3, 4
       fix: give it once"
  `);
});
