import { describe, expect, test } from '@jest/globals';
import { readDate, readDateBy } from '../../../src/data/time/dateText.ts';
import { cells, encode, encoderOf, fit, fitColumn, namesOf } from './features.ts';

const day = (text: string) => Date.parse(text);
const turn = (share: number) => [Math.fround(Math.sin(2 * Math.PI * share)), Math.fround(Math.cos(2 * Math.PI * share))];

describe('a date', () => {
  test.each([
    ['2024-02-29', '2024-02-29'],
    ['2024-02', '2024-02-01'],
    ['2024/2/9', '2024-02-09'],
    ['2024.02.09', '2024-02-09'],
    [' 29.2.2024 ', '2024-02-29'],
    ['3.4.2024 17:05', '2024-04-03T17:05Z'],
    ['2024-02-29T23:30:15Z', '2024-02-29T23:30:15Z'],
    ['2024-02-29 23:30:15.25', '2024-02-29T23:30:15.250Z'],
    ['2024-02-29T23:30+05:30', '2024-02-29T18:00Z'],
    ['2024-02-29T23:30:00-0800', '2024-03-01T07:30Z'],
    ['2024-02-29T24:00', '2024-03-01T00:00Z'],
    ['31/Jan/2024:23:59:59 +0100', '2024-01-31T22:59:59Z'],
    ['0099-01-02', '0099-01-02'],
    [new Date('2024-02-29T12:00Z'), '2024-02-29T12:00Z'],
    [1709164800000, '2024-02-29'],
    ['1709164800000', '2024-02-29'],
    [-1e12, '1938-04-24T22:13:20Z'],
  ])('%s is read', (cell, moment) => {
    expect(readDate(cell)).toMatchObject({ dayFirst: day(moment), monthFirst: day(moment) });
  });

  test.each([
    '2024-02-30',
    '2023-02-29',
    '31.4.2024',
    '32/12/2024',
    '13/13/2024',
    '2024-01-31T25:00',
    '2024-01-31T10:60',
    '13:00 PM',
    '1/2/24',
    'May 1',
    '',
    {},
    NaN,
    Infinity,
    1e300,
    new Date(NaN),
    true,
  ])('%s is none', (cell) => expect(readDate(cell)).toBeUndefined());

  test('with day and month between slashes or dashes may be two days, or one', () => {
    expect(readDate('03/04/2024')).toEqual({
      dayFirst: day('2024-04-03'),
      monthFirst: day('2024-03-04'),
      hasTime: false,
      format: 'DD/MM/YYYY',
    });
    expect(readDate('31-12-2024 11:59 pm')).toMatchObject({ dayFirst: day('2024-12-31T23:59Z'), hasTime: true });
    expect(readDate('12/31/2024, 12:05 AM')).toMatchObject({ monthFirst: day('2024-12-31T00:05Z'), hasTime: true });
  });

  test('is read by a pattern where one is given, and then by no other', () => {
    expect(readDateBy('YYYYMMDD')(20240229)).toMatchObject({ dayFirst: day('2024-02-29'), hasTime: false });
    expect(readDateBy('MM/DD/YYYY hh:mm')('2/29/2024 7:05')).toMatchObject({ dayFirst: day('2024-02-29T07:05Z'), hasTime: true });
    expect(readDateBy('DD.MM.YYYY')('2024-02-29')).toBeUndefined();
    expect(readDateBy('YYYY')('2024')).toMatchObject({ dayFirst: day('2024-01-01') });
    expect(readDateBy('DD.MM.YYYY')('01x02x2024')).toBeUndefined();
    expect(readDateBy('DD.MM.YY')('2.1.21')).toMatchObject({ dayFirst: day('2021-01-02') });
    expect(readDateBy('YYMMDD')('690102')).toMatchObject({ dayFirst: day('1969-01-02') });
    expect(readDateBy('DD MMM YY hh:mm A')('2 feb 21 12:30 am')).toMatchObject({ dayFirst: day('2021-02-02T00:30Z') });
  });

  // The moments are those of Python's datetime.
  test.each([
    ['days', [20231231, 20240229], 20240301, ['2023-12-31', '2024-02-29', '2024-03-01']],
    ['days as texts', ['20231231', ' 20240229'], '20240301', ['2023-12-31', '2024-02-29', '2024-03-01']],
    ['minutes', [202312310000, 202402291259], 202403010001, ['2023-12-31', '2024-02-29T12:59Z', '2024-03-01T00:01Z']],
    ['moments', [20231231000000, '20240229125930'], 20240301000001, ['2023-12-31', '2024-02-29T12:59:30Z', '2024-03-01T00:00:01Z']],
    ['months', [202312, 202402], 202403, ['2023-12-01', '2024-02-01', '2024-03-01']],
    ['seconds', [1703980800, 1709164800], 1709251200, ['2023-12-31', '2024-02-29', '2024-03-01']],
    [
      'seconds of nine digits, and parts of them',
      [874724710.5, '881250949'],
      893286638,
      ['1997-09-20T03:05:10.500Z', '1997-12-04T15:55:49Z', '1998-04-22T23:10:38Z'],
    ],
    ['milliseconds', [1703980800000, 1709164800000], '1709251200000', ['2023-12-31', '2024-02-29', '2024-03-01']],
    ['milliseconds around 1970', [-1e12, 9e9], 1e9, ['1938-04-24T22:13:20Z', '1970-04-15T04:00Z', '1970-01-12T13:46:40Z']],
    [
      'days with their hours',
      ['20231231T1200', '20240229T000000Z'],
      '20240301 06:30',
      ['2023-12-31T12:00Z', '2024-02-29', '2024-03-01T06:30Z'],
    ],
  ])('may be a number: %s', (_, rows, other, moments) => {
    const feature = { type: 'date', parts: ['trend', 'hour'] } as const;
    const dates = fitColumn(feature, moments.slice(0, 2));
    const { encoders, encoded } = fitColumn(feature, rows);
    expect(encoded).toEqual(dates.encoded);
    expect(encode(encoders, cells([other]))).toEqual(encode(dates.encoders, cells([moments[2]])));
  });

  test('that is a number is written as those before', () => {
    expect(() => fitColumn('date', [20240131, 20240132, 202401])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a day such as 20240131, as in the rows before, in each row, received 20240132 in row 2, 202401 in row 3
         fix: write all dates of the column in one way"
    `);
    const { encoders } = fitColumn('date', [1703980800, 1709164800]);
    expect(() => encode(encoders, cells([1709164800, 1709164800000]))).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected seconds since 1970, as in the rows before, in each row, received 1709164800000 in row 2
         fix: write all dates of the column in one way"
    `);
  });

  test('that is a number where the training rows were texts is read by its own form, or refused', () => {
    const { encoders } = fitColumn({ type: 'date', parts: ['trend'] }, ['2023-01-01', '2023-12-31']);
    const numbers = [20230315, '20230315', 202303, 202303151830, 1678838400, 1678838400000, -1e12];
    const texts = ['2023-03-15', '2023-03-15', '2023-03', '2023-03-15 18:30', '2023-03-15', '2023-03-15', '1938-04-24T22:13:20Z'];
    expect(encode(encoders, cells(numbers))).toEqual(encode(encoders, cells(texts)));
    expect(() => encode(encoders, cells([20230315, 45000, 20231315, '1e3', 0]))).toThrowErrorMatchingInlineSnapshot(`
     "the data has 2 problems
       column "x": expected a date, or a number that tells one (20240131, 202401, 202401311259, seconds or milliseconds since 1970), in each row, received 45000 in row 2, 20231315 in row 3, 0 in row 5
         fix: write it as 2024-01-31; days as a spreadsheet counts them (45322) are to be written as dates there
       column "x": expected a date (2024-01-31, 31.01.2024, 20240131, seconds or milliseconds since 1970) in each row, received "1e3" in row 4
         fix: correct the cells or leave the rows out; a model trained with "missing": "mean" for the column takes empty ones"
    `);
    const { encoders: milliseconds } = fitColumn('date', [1703980800000, 1709164800000]);
    expect(() => encode(milliseconds, cells([1709164800000, 1709164800, 20240229, 45351]))).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected milliseconds since 1970, as in the rows before, in each row, received 1709164800 in row 2, 20240229 in row 3, 45351 in row 4
         fix: write all dates of the column in one way"
    `);
    expect(() => fitColumn('date', [1703980800000, 20240229])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected milliseconds since 1970, as in the rows before, in each row, received 20240229 in row 2
         fix: write all dates of the column in one way"
    `);
  });

  test('that is none where a model is asked is told in the form that the model reads', () => {
    const { encoders } = fitColumn({ type: 'date', format: 'DD-MMM-YY' }, ['02-Jan-21', '03-Feb-21']);
    expect(() => encode(encoders, cells(['02-Jan-21', '2020-01-05', '']))).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a date in the form "DD-MMM-YY" in each row, received "2020-01-05" in row 2, "" in row 3
         fix: correct the cells or leave the rows out; a model trained with "missing": "mean" for the column takes empty ones"
    `);
    expect(() => fitColumn({ type: 'date', format: 'DD-MMM-YY', missing: 'mean' }, ['2-1-21'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has 2 problems
       column "x": expected a date in one row at least, received none
         fix: make it an "ignore" column
       column "x": expected a date in the form "DD-MMM-YY", or a text that stands for none, in each row, received "2-1-21" in row 1
         fix: correct the cells; if dates are written otherwise say another "format"; list what stands for none: "missingValues": ["..."]"
    `);
    expect(() => encode(fitColumn('date', ['2024-01-31']).encoders, cells(['soon']))).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a date (2024-01-31, 31.01.2024, 20240131, seconds or milliseconds since 1970) in each row, received "soon" in row 1
         fix: correct the cells or leave the rows out; a model trained with "missing": "mean" for the column takes empty ones"
    `);
  });

  test('becomes how far along it is, and where in its year and week it stands', () => {
    const { encoders, encoded } = fitColumn('date', ['2023-01-01', '2023-07-03', '2024-01-01']);
    expect(encoderOf(encoders)).toMatchObject({ parts: ['trend', 'dayOfYear', 'dayOfWeek'] });
    expect(namesOf(encoders)).toEqual(['x: trend', 'x: dayOfYear sine', 'x: dayOfYear cosine', 'x: dayOfWeek sine', 'x: dayOfWeek cosine']);
    expect(encoded[0]).toEqual([expect.closeTo(-Math.sqrt(1.5), 2), ...turn(0), ...turn(0)]); // a Sunday
    expect(encoded[1]!.slice(1)).toEqual([...turn(183 / 365), ...turn(1 / 7)]);
    expect(encoded[2]!.slice(1)).toEqual([...turn(0), ...turn(1 / 7)]);
  });

  test('has an hour where there are times, and no day of the week where all are the first of a month', () => {
    expect(encoderOf(fitColumn('date', ['2024-01-01T06:00', '2024-01-02T18:00']).encoders)).toMatchObject({
      parts: ['trend', 'dayOfYear', 'dayOfWeek', 'hour'],
    });
    expect(encoderOf(fitColumn('date', ['2024-01-01', '2024-02-01']).encoders)).toMatchObject({ parts: ['trend', 'dayOfYear'] });
    expect(fitColumn('date', ['2024-01-01', '2024-01-01']).encoded).toEqual([[0], [0]]);
  });

  test('has the parts that the spec lists', () => {
    const parts = ['year', 'month', 'dayOfMonth', 'hour', 'minute'] as const;
    const { encoders, encoded } = fitColumn({ type: 'date', parts }, ['2022-04-16T06:15', '2024-01-01']);
    expect(encoded[0]).toEqual([-1, ...turn(3 / 12), ...turn(15 / 30), ...turn(6.25 / 24), ...turn(15 / 60)]);
    expect(encoderOf(encoders)).toMatchObject({ parts, scales: { year: { shift: 2023, factor: 1 } } });
  });

  test('is told to have its day or its month first by the training rows, in whatever row', () => {
    const rows = ['03/04/2024', '05/04/2024', '25/04/2024'];
    const { encoders } = fitColumn({ type: 'date', parts: ['month'] }, rows);
    expect(encoderOf(encoders)).toMatchObject({ order: 'dayFirst' });
    expect(encode(encoders, cells(['01/02/2024', '2024-02-01']))).toEqual([turn(1 / 12), turn(1 / 12)]);
    const american = fitColumn({ type: 'date', parts: ['trend'] }, ['03/04/2024', '03/24/2024']);
    expect(encoderOf(american.encoders)).toMatchObject({ order: 'monthFirst', scales: { trend: { shift: day('2024-03-14') } } });
    expect(() => fitColumn('date', ['25/04/2024', '04/25/2024'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a date with the day first, as in the rows before, in each row, received "04/25/2024" in row 2
         fix: write all dates of the column in one way"
    `);
    expect(() => fitColumn('date', ['03/04/2024', '05/04/2024'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected dates that tell days from months, received none with a day beyond 12
         fix: write "format": "DD/MM/YYYY" or "MM/DD/YYYY" for the column, with the separator that it has"
    `);
    const iso = fit({ x: 'date' }, cells(['2024-01-31', '2024-02-01']));
    expect(() => encode(iso, cells(['05/05/2024', '03/04/2024']))).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a date that tells its day from its month, since the training rows did not, in each row, received "03/04/2024" in row 2
         fix: write the year first: 2024-01-31"
    `);
    const dotted = fit({ x: 'date' }, cells(['31.01.2024', '03.02.2024']));
    expect(() => encode(dotted, cells(['05.03.2024', '3/15/2022', '4/25/2022']))).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a date written as in the training rows, none of which had its day and month in such an order, in each row, received "3/15/2022" in row 2, "4/25/2022" in row 3
         fix: write the year first: 2024-01-31"
    `);
  });

  test('that is missing becomes the mean of each part, a moment of the training rows, or one that is given', () => {
    const rows = ['2024-01-01', '2024-07-01', '2024-07-01', '', null];
    const last = (missing: 'mean' | 'median' | 'mostFrequent' | '2025-04-01') =>
      fitColumn({ type: 'date', parts: ['trend', 'month'], missing }, rows).encoded[4];
    const { encoded } = fitColumn({ type: 'date', parts: ['trend', 'month'], missing: 'median' }, rows);
    expect(last('mean')).toEqual([0, expect.closeTo(0, 6), expect.closeTo(-1 / 3, 6), 1]);
    expect(last('median')).toEqual([...encoded[1]!.slice(0, 3), 1]);
    expect(last('mostFrequent')).toEqual([...encoded[1]!.slice(0, 3), 1]);
    expect(last('2025-04-01')!.slice(1)).toEqual([...turn(3 / 12), 1]);
    expect(encoded[0]![3]).toBe(0);
  });

  test('that is none is told, and what to write', () => {
    expect(() => fitColumn('date', ['2024-01-31', '', 'soon', '2024-02-30', 'NA'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a date (2024-01-31, 31.01.2024, 20240131, seconds or milliseconds since 1970) in each row, received "" in row 2, "soon" in row 3, "2024-02-30" in row 4, "NA" in row 5
         fix: write "missing": "mean" for the column (or "median", "mostFrequent", a date) if cells are missing; if dates are written otherwise say how: "format": "DD.MM.YY""
    `);
    expect(() => fitColumn({ type: 'date', missing: 'mean' }, ['2024-01-31', '', 'soon'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a date (2024-01-31, 31.01.2024, 20240131, seconds or milliseconds since 1970), or a text that stands for none, in each row, received "soon" in row 3
         fix: correct the cells; if dates are written otherwise say how: "format": "DD.MM.YY"; list what stands for none: "missingValues": ["..."]"
    `);
    expect(() => fitColumn('date', [1999, 2024])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected seconds or milliseconds since 1970, or all as 20240131 or 202401, where dates are numbers, received none beyond 2024
         fix: say how they are written: "format": "YYMMDD"; years alone are a "number""
    `);
    expect(() => fitColumn({ type: 'date', missing: 'median' }, ['', ''])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a date in one row at least, received none
         fix: make it an "ignore" column"
    `);
  });
});
