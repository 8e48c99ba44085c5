import { describe, expect, test } from '@jest/globals';
import type { FeatureChoice, TargetChoice } from '../../../src/data/inspect/choice.ts';
import { chooseSpec } from '../../../src/data/inspect/chooseSpec.ts';
import { inspectTable } from '../../../src/data/inspect/inspectTable.ts';
import { sourceOfFrame } from '../../../src/data/read/memorySource.ts';
import { tableOfCsv } from '../tableOfCsv.ts';
import { drawn, inspect } from './profileOf.ts';

const ROWS = 400;
const u = drawn(ROWS);
const v = drawn(ROWS, 99);
/** Of a normal distribution. */
const normal = drawn(ROWS, 7).map((a, i) => Math.sqrt(-2 * Math.log(a)) * Math.cos(2 * Math.PI * v[i]!));
const pick = <T>(values: readonly T[], shares = u) => shares.map((share) => values[Math.floor(share * values.length)]!);
const word = (share: number) => share.toString(36).slice(2, 9);
const gapped = <T>(values: readonly T[], share: number, gap = '') => values.map((value, i) => (v[i]! < share ? gap : value));
const target = pick(['no', 'yes'], drawn(ROWS, 31));

const choose = async (columns: Readonly<Record<string, readonly unknown[]>>, name = 'y') => chooseSpec(await inspect(columns), name);

describe('a feature', () => {
  const cases: readonly (readonly [string, readonly unknown[], FeatureChoice, string])[] = [
    ['numbers', normal.map((x) => x.toFixed(3)), 'number', 'numbers from -2.985 to 4.43, half of them below 0.0485 -> a number'],
    ['whole numbers', pick([1, 2, 3, 4, 5]), 'number', ''],
    ['0 and 1', pick([0, 1]), 'boolean', ''],
    ['1 and 2', pick([1, 2]), 'category', ''],
    ['yes and no', pick(['yes', 'no']), 'boolean', ''],
    ['a long tail', normal.map((x) => Math.exp(1.2 * x) * 100), { type: 'number', scale: 'standardAndLog1p' }, ''],
    [
      'a long tail far below 1, where 1 + x is no help',
      normal.map((x) => Math.exp(1.2 * x) / 1e4),
      { type: 'number', scale: 'quantile' },
      '',
    ],
    [
      'a long tail with numbers below 0, which have no logarithm',
      normal.map((x) => Math.exp(1.2 * x) - 1),
      { type: 'number', scale: 'quantile' },
      '',
    ],
    ['mostly 0, up to 16', u.map((share) => (share < 0.8 ? 0 : Math.floor(share * 16))), 'number', ''],
    ['one far outlier', normal.map((x, i) => (i === 5 ? -1e6 : x)), { type: 'number', scale: 'quantile' }, ''],
    ['few levels', pick(['red', 'green', 'blue']), 'category', ''],
    ['many levels', pick(drawn(30, 5).map(word)), 'category', ''],
    [
      'more levels',
      pick(drawn(50, 5).map(word)),
      { type: 'category', encoding: 'embedding', outputDim: 4, embeddingsRegularizer: { type: 'l2', l2: 0.04 } },
      '50 levels such as oht6jx2, 680zclk, 6jy1wb9 -> levels, which come again: so many that some numbers are learned for each',
    ],
    [
      'more levels, with gaps',
      gapped(pick(drawn(45, 5).map(word)), 0.1),
      { type: 'category', encoding: 'embedding', outputDim: 4, embeddingsRegularizer: { type: 'l2', l2: 0.044 }, missing: 'level' },
      '',
    ],
    [
      'account numbers of 19 digits, of which a double holds only the first 16 or so',
      u.map((share) => `600000000000000000${Math.floor(share * 9)}`),
      'category',
      '',
    ],
    ['zip codes', u.map((share) => `0${1000 + Math.floor(share * 30)}`), 'category', ''],
    ['dates', u.map((share) => new Date(Math.floor(share * 1e4) * 864e5).toISOString().slice(0, 10)), 'date', ''],
    [
      'dates that may be read in two ways',
      u.map((share) => `0${1 + Math.floor(share * 9)}/03/2024`),
      { type: 'date', format: 'DD/MM/YYYY' },
      '',
    ],
    ['sentences', u.map((share) => `what is ${word(share)} in the box?`), 'text', ''],
    ['lists', u.map((share) => JSON.stringify(new Array(1 + Math.floor(share * 3)).fill(share))), 'sequence', ''],
    ['numbers with gaps', gapped(normal, 0.2), { type: 'number', missing: 'mean' }, ''],
    ['lists of one length', u.map((share) => [share, 1 - share]), 'vector', ''],
    [
      'lists of one length, with gaps',
      gapped(
        u.map((share) => [share, 1 - share]),
        0.1,
      ),
      { type: 'vector', missing: 'mean' },
      '',
    ],
    ['lists of words', u.map((share) => (share < 0.5 ? ['a', 'b'] : [])), 'ignore', ''],
    ['objects', u.map((share) => ({ share: share < 0.5 })), 'ignore', ''],
    ['objects among levels', u.map((share) => (share < 0.1 ? { share } : 'a')), 'ignore', ''],
    ['milliseconds since 1970', u.map((share) => 1.6e12 + Math.floor(share * 1e10)), 'date', ''],
    [
      'a few texts among numbers',
      gapped(gapped(normal, 0.03, 'broken'), 0.02, 'NA'),
      { type: 'number', missing: 'mean', missingValues: ['broken', 'NA'] },
      '',
    ],
    ['many texts among numbers', normal.map((x, i) => (i % 16 === 0 ? `about ${i}` : x)), 'ignore', ''],
    ['as many texts as numbers', gapped(pick([1, 2, 3]), 0.4, 'none'), 'category', ''],
    ['names that are mostly different', gapped(u.map(word), 0.1, 'Smith'), 'ignore', ''],
    ['a counter', u.map((_, i) => i), 'ignore', ''],
    ['one value', u.map(() => 3), 'ignore', ''],
    ['nothing', u.map(() => 'NA'), 'ignore', ''],
    ['hardly anything', u.map((_, i) => (i % 200 === 0 ? i : '')), 'ignore', ''],
  ];
  test.each(cases)('of %s is chosen for what it holds', async (_, cells, kind, reason) => {
    const { features, reasons } = await choose({ x: cells, other: normal, y: target });
    expect(features['x']).toEqual(kind);
    if (reason !== '') expect(reasons['x']).toBe(reason);
  });
});

describe('a target', () => {
  const cases: readonly (readonly [string, readonly unknown[], TargetChoice])[] = [
    ['texts', target, 'category'],
    ['0 and 1', pick([0, 1]), 'category'],
    ['1 and 2', pick([1, 2]), 'category'],
    ['ten whole numbers', pick([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), 'category'],
    ['thirty whole numbers', u.map((share) => Math.floor(share * 30)), 'number'],
    ['three numbers with decimals', pick([0.5, 1.5, 2.5]), 'number'],
    ['numbers', normal, 'number'],
    ['codes with zeros in front', pick(['01', '02', '10']), 'category'],
    ['yes and no in several spellings', pick(['Yes', 'no', 'Y', 'NO']), { type: 'category', readAs: 'yesNo' }],
    ['words for yes and no of two families, 0 and 1', pick(['Yes', 'no', 'TRUE', 'f', 1, '0.0']), { type: 'category', readAs: 'yesNo' }],
    ['1, 1.0, 0 and 0.0', pick(['1', '1.0', '0', '0.0']), 'category'],
    ['words of which only some say yes', pick(['yes', 'true', 'no']), 'category'],
    ['lists of words', u.map((share) => (share < 0.5 ? ['a', 'b'] : [])), 'labels'],
    ['a long tail above 0', normal.map((x) => Math.exp(1.2 * x) * 100), { type: 'number', scale: 'log' }],
    [
      'a long tail from 0 on',
      normal.map((x) => Math.floor(Math.exp(1.2 * x) * 100) * (x > -2 ? 1 : 0)),
      { type: 'number', scale: 'log1p' },
    ],
    [
      'a long tail, and one that is nearly 0',
      normal.map((x, i) => (i === 5 ? 1e-9 : Math.exp(1.2 * x) * 100)),
      { type: 'number', scale: 'log1p' },
    ],
  ];
  test.each(cases)('of %s is chosen for what it holds', async (_, cells, kind) => {
    expect((await choose({ x: v, y: cells })).target).toEqual({ y: kind });
  });

  test('of few whole numbers in few rows is a number', async () => {
    expect((await choose({ x: v.slice(0, 40), y: pick([1, 2, 3, 4, 5, 6]).slice(0, 40) })).target).toEqual({ y: 'number' });
  });

  test('of 0 and 1 in four rows is a category', async () => {
    expect((await choose({ a: [0, 0, 1, 1], b: [0, 1, 0, 1], y: [0, 1, 1, 0] })).target).toEqual({ y: 'category' });
  });
});

describe('warnings', () => {
  const told = async (columns: Readonly<Record<string, readonly unknown[]>>) =>
    (await choose(columns)).warnings.map(({ message }) => message);
  const noise = normal;

  test('of a table that has nothing odd are none', async () => expect(await told({ noise, y: target })).toEqual([]));

  test('tell of columns that are ignored, and why', async () => {
    const columns = { noise, id: u.map((_, i) => i + 1), code: u.map(word), same: u.map(() => 'x'), flag: gapped(u.map(() => 'x'), 0.5), none: u.map(() => ''), rare: u.map((_, i) => (i < 3 ? `v${i}` : '')), name: gapped(u.map(word), 0.1, 'Smith'), y: target }; // prettier-ignore
    expect(await told(columns)).toMatchInlineSnapshot(`
     [
       "column "id" looks like the name of a row (whole numbers that rise row by row): it is ignored",
       "column "code" looks like the name of a row (codes that are all different): it is ignored",
       "column "same" has one value only: it is ignored",
       "column "flag" has one value only: it is ignored; where no value means no, write it as one",
       "column "none" has no value in any row: it is ignored",
       "column "rare" has a value in 3 rows only: it is ignored",
       "column "name" has too many levels (362 in 400 rows): it is ignored",
     ]
    `);
  });

  test('tell of columns that hold more than one kind of thing', async () => {
    const columns = { noise, sick: gapped(noise, 0.03, 'broken'), half: gapped(pick([1, 2, 3]), 0.4, 'many'), wild: gapped(noise, 0.4, 'much'), day: u.map((share) => `0${1 + Math.floor(share * 9)}/03/2024`), y: target }; // prettier-ignore
    expect(await told(columns)).toMatchInlineSnapshot(`
     [
       "column "sick" has 10 cells among its numbers that are none, such as "broken": they are taken as missing ("missingValues"); correct them where they are numbers",
       "column "half" holds more than one kind of thing: it is taken as levels",
       "column "wild" holds more than one kind of thing: it is ignored",
       "column "day" has dates that may be days before months or months before days (no day is beyond 12): they are read as days first; where months are, write "format": "MM/DD/YYYY"",
     ]
    `);
  });

  test('tell of many levels', async () => {
    expect(await told({ noise, shop: pick(drawn(150, 5).map(word)), y: target })).toMatchInlineSnapshot(`
     [
       "column "shop" has many levels (138 in 400 rows): join those that mean the same, or ignore it",
     ]
    `);
  });

  test('tell of a target with gaps, which texts count as missing, and what to write where they are classes', async () => {
    const classes = pick(['a', 'b', 'c']);
    expect([
      ...(await told({ noise, y: gapped(classes, 0.1) })),
      ...(await told({ noise, y: gapped(classes, 0.1, 'NA') })),
      ...(await told({ noise, y: gapped(gapped(classes, 0.1, 'NA'), 0.05) })),
      ...(await told({ noise, y: gapped(target, 0.1, 'NA') })),
    ]).toMatchInlineSnapshot(`
     [
       "target "y" is missing in 39 rows of 400: they are left out",
       "target "y" is missing in 39 rows of 400 ("NA" in 39 rows, which counts as missing): they are left out; where "NA" is a class, write the target in a spec as "category" without "missing"",
       "target "y" is missing in 39 rows of 400 ("NA" in 22 rows, which counts as missing): they are left out; where "NA" is a class, list all classes in "classes"",
       "target "y" is missing in 39 rows of 400 ("NA" in 39 rows, which counts as missing): they are left out",
     ]
    `);
  });

  test('tell of a class None, and of - beside +, which count as missing elsewhere', async () => {
    const sleep = { noise, y: gapped(pick(['Apnea', 'Insomnia']), 0.4, 'None') };
    const choice = await choose(sleep);
    expect(choice.target).toEqual({ y: 'category' });
    expect(choice.reasons.y).toMatchInlineSnapshot(`"3 levels: None (160), Insomnia (129), Apnea (111) -> classes"`);
    expect([...(await told(sleep)), ...(await told({ noise, y: pick(['+', '-']) }))]).toMatchInlineSnapshot(`
     [
       "target "y" holds "None" in 160 rows, which is taken as a class, as no cell is empty; where it stands for no value, write "missing": "leaveOut"",
       "target "y" holds "-" in 205 rows, which is taken as a class, as no cell is empty; where it stands for no value, write "missing": "leaveOut"",
     ]
    `);
    // Where a cell is empty too, or numbers are classes, it stands for none.
    const gap = { type: 'category', missing: 'leaveOut' };
    expect((await choose({ noise, y: gapped(sleep.y, 0.02) })).target).toEqual({ y: gap });
    expect((await choose({ noise, y: gapped(pick([1, 2, 3]), 0.1, 'None') })).target).toEqual({ y: gap });
  });

  test('tell of a feature whose other level counts as missing', async () => {
    expect(await told({ noise, grade: gapped(pick(['A']), 0.4, '-'), y: target })).toMatchInlineSnapshot(`
     [
       "column "grade" has one value only: it is ignored; where "-" in 160 rows, which counts as missing, is a level, write "category"",
     ]
    `);
  });

  test('are an error where texts are in a target of numbers, which no training could read', async () => {
    await expect(choose({ noise, y: gapped(drawn(ROWS, 55), 0.01, 'broken') })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "table.csv has a problem
       column "y": expected numbers, or nothing where there is none, received 395 numbers and 5 cells that are none, such as "broken"
         fix: correct them, or leave them empty: rows without a target are left out"
    `);
    await expect(choose({ noise, y: gapped(drawn(ROWS, 55), 0.01, '1.103,72') })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "table.csv has a problem
       column "y": expected numbers, or nothing where there is none, received 395 numbers and 5 cells that are none, such as "1.103,72"
         fix: write them as plain numbers (1103.72 for "1.103,72"), or name the signs that a CSV file has (--decimal , --thousands .)"
    `);
  });

  test('tell of unequal classes, which are weighted', async () => {
    const y = u.map((share) => (share < 0.05 ? 'fraud' : 'fine'));
    const { warnings, training } = await choose({ noise, y });
    expect(training).toMatchObject({ classWeight: 'balanced' });
    expect(warnings.map(({ message }) => message)).toMatchInlineSnapshot(`
     [
       "target "y" has very unequal classes ("fine" in 96 %, "fraud" in 4.5 %): they are weighted ("classWeight": "balanced"), so that probabilities lean towards the rare ones",
     ]
    `);
  });

  test('tell of a class of very few rows, and weigh the classes all the same, but not by a single row', async () => {
    const { warnings, training } = await choose({ noise, y: target.map((value, i) => (i < 4 ? 'maybe' : value)) });
    expect(training).toMatchObject({ classWeight: 'balanced' });
    expect(warnings.map(({ message }) => message)).toMatchInlineSnapshot(`
     [
       "target "y" has a class of 4 rows ("yes" in 50 %, "maybe" in 1 %): join it with another, or find more rows of it; until then classes are weighted ("classWeight": "balanced")",
     ]
    `);
    const single = await choose({ noise, y: target.map((value, i) => (i < 1 ? 'maybe' : value)) });
    expect(single.training).not.toHaveProperty('classWeight');
  });

  test('tell of too many classes', async () =>
    expect(await told({ noise, y: u.map((_, i) => word(u[i % 130]!)) })).toMatchInlineSnapshot(`
     [
       "target "y" has too many classes (130 in 400 rows): join some, or choose another column",
     ]
    `));

  test('tell that a table is too small for a network', async () => {
    const short = (cells: readonly unknown[]) => cells.slice(0, 60);
    expect(await told({ noise: short(noise), y: short(target) })).toMatchInlineSnapshot(`
     [
       "60 rows with a target: a linear model is the better tool here",
     ]
    `);
    const wide = Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`x${i}`, drawn(ROWS, i + 100)]));
    expect(await told({ ...wide, y: target })).toMatchInlineSnapshot(`
     [
       "400 rows for about 41 numbers that the network reads: a linear model is the better tool here",
     ]
    `);
    // In one column as in many.
    const lists = Array.from({ length: ROWS }, (_, row) => Object.values(wide).map((column) => column[row]!));
    expect(await told({ lists, y: target })).toEqual(await told({ ...wide, y: target }));
  });
});

test('levels of which some are numbers are not told to have zeros in front', async () => {
  const { reasons } = await choose({ x: pick(['1', 'a', 'b']), y: target });
  expect(reasons['x']).toMatch(/ -> few levels, which come again$/);
});

test('the last column that can be read is read, whatever it looks like', async () => {
  const { features, warnings } = await choose({ x: u.map((_, i) => i), same: u.map(() => 1), y: target });
  expect(features).toEqual({ x: 'number', same: 'ignore' });
  expect(warnings.map(({ message }) => message)).toMatchInlineSnapshot(`
   [
     "column "x" looks like the name of a row (whole numbers that rise row by row): it is read all the same, since nothing else is there to learn from",
     "column "same" has one value only: it is ignored",
   ]
  `);
});

test('the column by which rows are parted is no feature', async () => {
  const inspection = await inspect({ shop: pick(['a', 'b', 'c']), noise: normal, y: target });
  const { features, warnings } = chooseSpec(inspection, 'y', { splitBy: 'shop' });
  expect(features).toEqual({ shop: 'ignore', noise: 'number' });
  expect(warnings.map(({ message }) => message)).toMatchInlineSnapshot(`
   [
     "column "shop" says which rows are of which part: it is ignored",
   ]
  `);
});

test('yes and no in several spellings are weighed as two classes', async () => {
  const y = u.map((share) => (share < 0.02 ? 'Yes' : share < 0.06 ? 'y' : share < 0.5 ? 'No' : 'no'));
  const { training, warnings } = await choose({ x: v, y });
  expect(training).toMatchObject({ classWeight: 'balanced' });
  expect(warnings.map(({ message }) => message)).toMatchInlineSnapshot(`
   [
     "target "y" has very unequal classes ("no" in 95 %, "yes" in 5.25 %): they are weighted ("classWeight": "balanced"), so that probabilities lean towards the rare ones",
   ]
  `);
});

test('numbers with a unit are told to be so, as a feature and as a target', async () => {
  const weight = u.map((share, i) => `${(90 * share).toFixed(2)} ${i % 7 === 0 ? 'g' : 'kg'}`);
  const seats = u.map((share, i) => `${i}${'ABC'[Math.floor(3 * share)]}`);
  const short = u.map((share) => `${(90 * share).toFixed(2)}k`);
  const { warnings, reasons } = await choose({ x: v, weight, short, seats, y: target });
  expect([...warnings.map(({ message }) => message), reasons['weight']]).toMatchInlineSnapshot(`
   [
     "column "weight" looks like numbers with a unit: write the numbers alone, all in one unit (0.00 for "0.00 g"); until then it is taken as "text"",
     "column "short" looks like numbers with a unit: write the numbers alone, all in one unit (0.00 for "0.00k"); until then it is ignored",
     "column "seats" looks like the name of a row (codes that are all different): it is ignored",
     "texts of 2 words, 395 of 400 different -> several words, which seldom come again as a whole",
   ]
  `);
  await expect(choose({ x: v, y: weight })).rejects.toThrowErrorMatchingInlineSnapshot(`
   "table.csv has a problem
     column "y": expected a target of numbers, or of classes that come again and again, received numbers with a unit such as "0.00 g", 395 different in 400 rows
       fix: write the numbers alone, all in one unit (0.00 for "0.00 g"): then the target is a number"
  `);
});

test('numbers such as -999 that come again far from all others are told of', async () => {
  const instead = (values: readonly number[], value: number, every = 40) => values.map((other, i) => (i % every === 0 ? value : other));
  const columns = {
    low: instead(u, -999),
    high: instead(u.map((share) => Math.round(50 * share)), 9999), // prettier-ignore
    near: instead(u.map((share) => 1000 * share), 999), // prettier-ignore
    seldom: instead(u, -999, 300),
    other: instead(u, -500),
  };
  const { warnings } = await choose({ ...columns, y: target });
  expect(warnings.filter(({ about }) => about === 'standIn').map(({ message }) => message)).toMatchInlineSnapshot(`
   [
     "column "low" holds -999 in 10 rows, far from all else: where it stands for no value, write "missingValues": [-999] and "missing": "mean"",
     "column "high" holds 9999 in 10 rows, far from all else: where it stands for no value, write "missingValues": [9999] and "missing": "mean"",
   ]
  `);
});

test('ids whose values come again are told to name groups, which may stay together', async () => {
  const customer = u.map((_, i) => `K${i % 80}`);
  const { warnings, reasons } = await choose({ x: v, 'customer id': customer, order_id: u.map((_, i) => `K${i % 300}`), y: target });
  expect([...warnings.map(({ message }) => message), reasons['customer id']]).toMatchInlineSnapshot(`
   [
     "column "customer id" looks like the name of a group of rows (by its own name, with 80 values that come again): it is ignored; --group "customer id" keeps rows of one group in one part",
     "column "order_id" looks like the name of a row (by its own name, with many different values): it is ignored",
     "80 levels such as K0, K1, K10 -> ignored, since it looks like the name of a group of rows (by its own name, with 80 values that come again)",
   ]
  `);
});

test.each([
  ['1 103,72', (share: number) => `${1 + Math.floor(share * 900)} 103,72`],
  ['1.647,21', (share: number) => `${1 + Math.floor(share * 900)}.647,21`],
])('texts such as %s are told to look like amounts, as a feature and as a target', async (_, text) => {
  const amounts = u.map(text);
  expect((await choose({ x: v, amounts, y: target })).warnings.map(({ about, column }) => [about, column])).toEqual([
    ['amounts', 'amounts'],
  ]);
  // More of them would be no classes at all.
  const few = u.map((_, i) => amounts[i % 15]);
  expect((await choose({ x: v, y: few })).warnings).toContainEqual(expect.objectContaining({ about: 'amounts', column: 'y' }));
});

test('numbers with a point in a table of decimal commas are told to be written as the others', async () => {
  const table = await tableOfCsv(
    `x;z;y\n${u.map((v, i) => `${(i + 0.25).toFixed(2)};${String(v).replace('.', ',')};${i % 2},5`).join('\n')}\n`,
    't.csv',
  );
  const { warnings } = chooseSpec(await inspectTable(sourceOfFrame(table)), 'y');
  expect(warnings.map(({ message }) => message)).toMatchInlineSnapshot(`
   [
     "column "x" looks like numbers in another way of writing: write decimals as the other columns do ("0,25" for "0.25"); until then it is ignored",
   ]
  `);
});

describe('a column that gives the target away', () => {
  const leaks = async (columns: Readonly<Record<string, readonly unknown[]>>) =>
    (await choose(columns)).warnings.filter(({ about }) => about === 'givesTargetAway').map(({ column, message }) => [column, message]);
  const day = (share: number) => new Date(Math.floor(share * 1e4) * 864e5).toISOString().slice(0, 10);

  test('is named with how well it tells the classes', async () => {
    const columns = {
      noise: normal,
      copy: target.map((value) => `is ${value}`),
      score: target.map((value, i) => (value === 'yes' ? 0.5 : 0) + u[i]! / 2),
      closed: target.map((value, i) => (value === 'yes' ? day(u[i]!) : '')),
      until: target.map((value, i) => day((value === 'yes' ? 0.5 : 0) + u[i]! / 2)),
      y: target,
    };
    expect(await leaks(columns)).toMatchInlineSnapshot(`
     [
       [
         "copy",
         "column "copy" gives the target away: by it alone 100 % of 200 rows held out are right (50 % by the most frequent class); "ignore" it unless it is known before "y" is",
       ],
       [
         "score",
         "column "score" gives the target away: by it alone 100 % of 200 rows held out are right (50 % by the most frequent class); "ignore" it unless it is known before "y" is",
       ],
       [
         "closed",
         "column "closed" gives the target away: by whether it has a value alone 100 % of 200 rows held out are right (50 % by the most frequent class); "ignore" it unless it is known before "y" is",
       ],
       [
         "until",
         "column "until" gives the target away: by it alone 100 % of 200 rows held out are right (50 % by the most frequent class); "ignore" it unless it is known before "y" is",
       ],
     ]
    `);
  });

  test('is named with how well it tells a number', async () => {
    const columns = {
      noise: normal,
      cents: normal.map((x) => Math.round(x * 1000) / 10),
      square: normal.map((x) => Math.sign(x) * x * x),
      class: pick(['a', 'b', 'c', 'd']),
      y: normal.map((x) => x),
    };
    expect((await leaks({ ...columns, noise: v })).map(([column]) => column)).toEqual(['cents', 'square']);
    expect((await leaks({ class: columns.class, noise: v, y: u.map((share) => Math.floor(share * 4) * 10 + share / 100) })).map(([column]) => column)).toEqual(['class']); // prettier-ignore
  });

  test('is found where a long tail holds nearly all of the variance', async () => {
    const price = normal.map((x) => Math.exp(2 * x));
    expect(await leaks({ cents: price.map((x) => Math.round(100 * x)), noise: v, y: price })).toMatchInlineSnapshot(`
     [
       [
         "cents",
         "column "cents" gives the target away: by it alone 100 % of the variance of its ranks is told (200 rows held out); "ignore" it unless it is known before "y" is",
       ],
     ]
    `);
  });

  test('is not one that only tells much', async () => {
    const nearly = target.map((value, i) => (u[i]! < 0.1 ? 'other' : value));
    const close = normal.map((x, i) => x + v[i]!);
    expect(await leaks({ nearly, y: target })).toEqual([]);
    expect(await leaks({ close, y: normal.map((x) => Math.exp(2 * x)) })).toEqual([]);
    expect(await leaks({ close, y: normal })).toEqual([]);
  });

  test('is not one whose values all differ, so that it only seems to tell the rows that were seen', async () => {
    expect(await leaks({ name: u.map((share) => `${word(share)} and ${word(1 - share)} too`), y: target })).toEqual([]);
  });

  test('is not told of in so few rows that it may be chance', async () => {
    expect(await leaks({ copy: target.slice(0, 40), y: target.slice(0, 40) })).toEqual([]);
  });

  test('is found for a rare class too, and nothing is where all are alike', async () => {
    const rare = u.map((share) => (share < 0.05 ? 'fraud' : 'fine'));
    expect((await leaks({ blocked: rare.map((value) => (value === 'fraud' ? 'B' : 'A')), noise: v, y: rare })).map(([column]) => column)).toEqual(['blocked']); // prettier-ignore
  });
});

describe('a table that nothing can be learned from is refused', () => {
  const refused = async (columns: Readonly<Record<string, readonly unknown[]>>, name = 'y') =>
    choose(columns, name).then(
      () => 'not refused',
      (error: unknown) => String(error),
    );
  test.each<readonly [string, Readonly<Record<string, readonly unknown[]>>, string]>([
    ['without the target', { price: u, size: v }, 'prise'],
    ['with an empty target', { x: u, y: u.map(() => '') }, 'y'],
    ['with a constant target', { x: u, y: u.map(() => 'a') }, 'y'],
    ['with a target whose other class counts as missing', { x: u, y: gapped(pick(['a']), 0.4, 'NA') }, 'y'],
    ['with a target of dates', { x: u, y: u.map(() => '2024-01-01').fill('2024-01-02', 3) }, 'y'],
    ['with a target of lists', { x: u, y: u.map((share) => [share]) }, 'y'],
    ['with the target alone', { y: target }, 'y'],
    ['with nothing but ids', { id: u.map(word), same: u.map(() => 1), y: target }, 'y'],
    ['with a target of objects', { x: u, y: u.map((share) => ({ share })) }, 'y'],
  ])('%s', async (_, columns, name) => expect(await refused(columns, name)).toMatchSnapshot());
});

test('features and reasons are in the order of the table, and the target is no feature', async () => {
  const { features, reasons } = await choose({ b: u, y: target, a: v });
  expect([Object.keys(features), Object.keys(reasons)]).toEqual([
    ['b', 'a'],
    ['b', 'y', 'a'],
  ]);
});
