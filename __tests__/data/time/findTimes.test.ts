import { describe, expect, test } from '@jest/globals';
import { findStep, timeAfter } from '../../../src/data/forecast/step.ts';
import { frameOfColumns } from '../../../src/data/read/memoryFrame.ts';
import { atOnce } from '../../../src/turns/inTurns.ts';
import { findTimes } from '../../../src/data/time/findTimes.ts';
import { readTimes, writeTime } from '../../../src/data/time/timeFormat.ts';

/** A column's times, written again, and so many more at its steps. */
function goOn(cells: readonly unknown[], more: number, format?: string) {
  const frame = frameOfColumns({ when: cells });
  const written = atOnce(findTimes(frame.column('when')!, format));
  const times = readTimes(frame, 'when', written);
  const step = findStep([times], written.written === 'number')!;
  const next = Array.from({ length: more }, (_, k) => timeAfter(step, times.at(-1)!, k + 1));
  return { written, again: [...times].map((time) => writeTime(time, written)), next: next.map((time) => writeTime(time, written)) };
}

// The texts are those of Python's datetime (strftime, isoformat).
describe('times are written as the table writes them, and so are those that follow', () => {
  test.each([
    ['YYYY-MM-DD', '2024-02-24 | 2024-02-25 | 2024-02-26 | 2024-02-27', '2024-02-28 | 2024-02-29'],
    ['DD.MM.YYYY', '27.12.2023 | 28.12.2023 | 29.12.2023 | 30.12.2023 | 31.12.2023', '01.01.2024 | 02.01.2024'],
    ['D.M.YYYY', '26.2.2024 | 27.2.2024 | 28.2.2024 | 29.2.2024', '1.3.2024 | 2.3.2024'],
    ['MM/DD/YYYY', '12/27/2023 | 12/28/2023 | 12/29/2023 | 12/30/2023 | 12/31/2023', '01/01/2024 | 01/02/2024'],
    ['M/D/YYYY', '12/30/2023 | 12/31/2023 | 1/1/2024 | 1/2/2024', '1/3/2024 | 1/4/2024'],
    ['DD/MM/YYYY', '27/12/2023 | 28/12/2023 | 29/12/2023 | 30/12/2023 | 31/12/2023', '01/01/2024 | 02/01/2024'],
    ['DD-MM-YYYY', '27-12-2023 | 28-12-2023 | 29-12-2023 | 30-12-2023 | 31-12-2023', '01-01-2024 | 02-01-2024'],
    ['YYYY/MM/DD', '2023/12/27 | 2023/12/28 | 2023/12/29 | 2023/12/30 | 2023/12/31', '2024/01/01 | 2024/01/02'],
    ['YYYY.MM.DD', '2023.12.27 | 2023.12.28 | 2023.12.29 | 2023.12.30 | 2023.12.31', '2024.01.01 | 2024.01.02'],
    ['MMM DD, YYYY', 'Dec 27, 2023 | Dec 28, 2023 | Dec 29, 2023 | Dec 30, 2023 | Dec 31, 2023', 'Jan 01, 2024 | Jan 02, 2024'],
    ['MMMM D, YYYY', 'December 30, 2023 | December 31, 2023 | January 1, 2024', 'January 2, 2024 | January 3, 2024'],
    ['DD-MMM-YYYY', '27-DEC-2023 | 28-DEC-2023 | 29-DEC-2023 | 30-DEC-2023 | 31-DEC-2023', '01-JAN-2024 | 02-JAN-2024'],
    ['DD MMM YYYY', '27 dec 2023 | 28 dec 2023 | 29 dec 2023 | 30 dec 2023 | 31 dec 2023', '01 jan 2024 | 02 jan 2024'],
    [
      'DD MMMM YYYY',
      '27 December 2023 | 28 December 2023 | 29 December 2023 | 30 December 2023 | 31 December 2023',
      '01 January 2024 | 02 January 2024',
    ],
    [
      'DD/MMM/YYYY:hh:mm:ss +0000',
      '28/Feb/2024:21:00:00 +0000 | 28/Feb/2024:22:00:00 +0000 | 28/Feb/2024:23:00:00 +0000',
      '29/Feb/2024:00:00:00 +0000 | 29/Feb/2024:01:00:00 +0000',
    ],
    ['YYYY-MM', '2023-10 | 2023-11 | 2023-12 | 2024-01 | 2024-02', '2024-03 | 2024-04'],
    ['YYYY/MM', '2023/10 | 2023/11 | 2023/12 | 2024/01 | 2024/02', '2024/03 | 2024/04'],
    ['YYYY-MM-DD', '2023-10-31 | 2023-11-30 | 2023-12-31 | 2024-01-31 | 2024-02-29', '2024-03-31 | 2024-04-30'],
    ['DD.MM.YYYY', '31.10.2023 | 30.11.2023 | 31.12.2023 | 31.01.2024 | 29.02.2024', '31.03.2024 | 30.04.2024'],
    [
      'YYYY-MM-DD hh:mm:ss',
      '2024-02-28 20:00:00 | 2024-02-28 21:00:00 | 2024-02-28 22:00:00 | 2024-02-28 23:00:00',
      '2024-02-29 00:00:00 | 2024-02-29 01:00:00',
    ],
    [
      'YYYY-MM-DD hh:mm',
      '2024-02-28 20:00 | 2024-02-28 21:00 | 2024-02-28 22:00 | 2024-02-28 23:00',
      '2024-02-29 00:00 | 2024-02-29 01:00',
    ],
    [
      'YYYY-MM-DDThh:mm:ssZ',
      '2024-02-28T20:00:00Z | 2024-02-28T21:00:00Z | 2024-02-28T22:00:00Z | 2024-02-28T23:00:00Z',
      '2024-02-29T00:00:00Z | 2024-02-29T01:00:00Z',
    ],
    [
      'YYYY-MM-DDThh:mm:ss UTC',
      '2024-02-28T20:00:00 UTC | 2024-02-28T21:00:00 UTC | 2024-02-28T22:00:00 UTC | 2024-02-28T23:00:00 UTC',
      '2024-02-29T00:00:00 UTC | 2024-02-29T01:00:00 UTC',
    ],
    [
      'YYYY-MM-DDThh:mm:ss+01:00',
      '2024-02-28T20:00:00+01:00 | 2024-02-28T21:00:00+01:00 | 2024-02-28T22:00:00+01:00 | 2024-02-28T23:00:00+01:00',
      '2024-02-29T00:00:00+01:00 | 2024-02-29T01:00:00+01:00',
    ],
    [
      'YYYY-MM-DDThh:mm:ss.SSS+01:00',
      '2024-02-28T20:00:00.000+01:00 | 2024-02-28T21:00:00.000+01:00 | 2024-02-28T22:00:00.000+01:00 | 2024-02-28T23:00:00.000+01:00',
      '2024-02-29T00:00:00.000+01:00 | 2024-02-29T01:00:00.000+01:00',
    ],
    [
      'YYYY-MM-DD hh:mm-0530',
      '2024-02-28 20:00-0530 | 2024-02-28 21:00-0530 | 2024-02-28 22:00-0530 | 2024-02-28 23:00-0530',
      '2024-02-29 00:00-0530 | 2024-02-29 01:00-0530',
    ],
    [
      'YYYY-MM-DDThh:mm:ss+01:00',
      '2023-10-31T00:00:00+01:00 | 2023-11-30T00:00:00+01:00 | 2023-12-31T00:00:00+01:00 | 2024-01-31T00:00:00+01:00 | 2024-02-29T00:00:00+01:00',
      '2024-03-31T00:00:00+01:00 | 2024-04-30T00:00:00+01:00',
    ],
    [
      'YYYY-MM-DDThh:mm:ss+10:00',
      '2024-02-22T00:00:00+10:00 | 2024-02-23T00:00:00+10:00 | 2024-02-26T00:00:00+10:00 | 2024-02-27T00:00:00+10:00 | 2024-02-28T00:00:00+10:00',
      '2024-02-29T00:00:00+10:00 | 2024-03-01T00:00:00+10:00',
    ],
    [
      'YYYY-MM-DD hh:mm:ss.SSS',
      '2024-02-29 23:59:59.000 | 2024-02-29 23:59:59.250 | 2024-02-29 23:59:59.500 | 2024-02-29 23:59:59.750',
      '2024-03-01 00:00:00.000 | 2024-03-01 00:00:00.250',
    ],
    [
      'YYYY-MM-DDThh:mm:ss.SSSSSS',
      '2024-02-29T23:59:57.000000 | 2024-02-29T23:59:58.000000 | 2024-02-29T23:59:59.000000 | 2024-03-01T00:00:00.000000',
      '2024-03-01T00:00:01.000000 | 2024-03-01T00:00:02.000000',
    ],
    [
      'MM/DD/YYYY hh:mm A',
      '02/28/2024 08:00 PM | 02/29/2024 08:00 AM | 02/29/2024 08:00 PM | 03/01/2024 08:00 AM | 03/01/2024 08:00 PM',
      '03/02/2024 08:00 AM | 03/02/2024 08:00 PM',
    ],
    [
      'M/D/YYYY, h:mma',
      '12/30/2023, 12:00am | 12/30/2023, 12:00pm | 12/31/2023, 12:00am | 12/31/2023, 12:00pm | 1/1/2024, 12:00am',
      '1/1/2024, 12:00pm | 1/2/2024, 12:00am',
    ],
    [
      'DD.MM.YYYY hh:mm',
      '28.02.2024 20:00 | 28.02.2024 21:00 | 28.02.2024 22:00 | 28.02.2024 23:00',
      '29.02.2024 00:00 | 29.02.2024 01:00',
    ],
    ['D.M.YYYY h:mm', '28.2.2024 20:00 | 28.2.2024 21:00 | 28.2.2024 22:00 | 28.2.2024 23:00', '29.2.2024 0:00 | 29.2.2024 1:00'],
    [
      'MMM DD, YYYY hh:mm:ss',
      'Feb 28, 2024 20:00:00 | Feb 28, 2024 21:00:00 | Feb 28, 2024 22:00:00 | Feb 28, 2024 23:00:00',
      'Feb 29, 2024 00:00:00 | Feb 29, 2024 01:00:00',
    ],
    ['YYYYMMDDThhmm', '20240228T2000 | 20240228T2100 | 20240228T2200 | 20240228T2300', '20240229T0000 | 20240229T0100'],
    [
      'YYYYMMDDThhmmssZ',
      '20240228T200000Z | 20240228T210000Z | 20240228T220000Z | 20240228T230000Z',
      '20240229T000000Z | 20240229T010000Z',
    ],
    [
      'YYYYMMDD hh:mm:ss',
      '20240228 20:00:00 | 20240228 21:00:00 | 20240228 22:00:00 | 20240228 23:00:00',
      '20240229 00:00:00 | 20240229 01:00:00',
    ],
    ['YYYYMMDD', '20231227 | 20231228 | 20231229 | 20231230 | 20231231', '20240101 | 20240102'],
    ['YYYYMM', '202310 | 202311 | 202312 | 202401 | 202402', '202403 | 202404'],
  ])('%s: %s', (pattern, texts, following) => {
    const [cells, next] = [texts.split(' | '), following.split(' | ')];
    const found = goOn(cells, next.length);
    expect(found).toMatchObject({ written: { pattern }, again: cells, next });
    // As JSON keeps it.
    expect(JSON.parse(JSON.stringify(found.written))).toEqual(found.written);
  });

  test.each([
    ['DD.MM.YY', '30.12.23 | 31.12.23', '01.01.24'],
    ['MM/DD/YY', '12/30/99 | 12/31/99', '01/01/00'],
    ['DD MMM YY hh:mm A', '29 Feb 24 11:00 am | 29 Feb 24 11:00 pm', '01 Mar 24 11:00 am'],
    ['YYYYMMDD', '20240228 | 20240229', '20240301'],
    ['YYMM', '2311 | 2312', '2401'],
  ])('by the format %s of the spec: %s', (format, texts, next) => {
    const cells = texts.split(' | ');
    expect(goOn(cells, 1, format)).toMatchObject({ again: cells, next: [next] });
  });

  test.each([
    ['days', [20231230, 20231231, 20240101], [20240102, 20240103]],
    ['hours', [202402282200, 202402282300, 202402290000], [202402290100, 202402290200]],
    ['half minutes', [20240229235900, 20240229235930], [20240301000000, 20240301000030]],
    ['months', [202310, 202311, 202312], [202401, 202402]],
    ['seconds of days', [1709078400, 1709164800, 1709251200], [1709337600, 1709424000]],
    ['seconds of month ends', [1698710400, 1701302400, 1703980800, 1706659200, 1709164800], [1711843200, 1714435200]],
    ['milliseconds', [1709078400000, 1709164800000], [1709251200000, 1709337600000]],
    ['a month of each year, which are plain numbers', [200012, 200112, 200212], [200312, 200412]],
    ['numbers of rows', [1, 2, 3], [4, 5]],
    ['seconds with parts, which are plain numbers', [1709078400.5, 1709078401, 1709078401.5], [1709078402, 1709078402.5]],
  ])('numbers stay numbers: %s', (_, cells, next) => {
    expect(goOn(cells, 2)).toMatchObject({ again: cells, next });
    // In a file they are texts.
    expect(goOn(cells.map(String), 2).next.map(Number)).toEqual(next);
  });

  test.each([
    ['a day that is written without its time, by what most write', ['2024-01-01', '2024-01-02', '2024-01-03T00:00'], '2024-01-04'],
    ['hours among them, by what tells hours', ['2024-01-01', '2024-01-01 12:00', '2024-01-02', '2024-01-02 12:00'], '2024-01-03 00:00'],
    [
      'clocks that change, by the last one',
      ['2024-03-31T00:00+01:00', '2024-03-31T01:00+01:00', '2024-03-31T03:00+02:00'],
      '2024-03-31T04:00+02:00',
    ],
    ['Dates, by ISO 8601', [new Date('2024-02-28'), new Date('2024-02-29')], '2024-03-01'],
  ])('of different forms: %s', (_, cells, next) => {
    expect(goOn(cells, 1).next).toEqual([next]);
  });

  test('as ISO 8601 by what a model from before knows', () => {
    expect(writeTime(Date.UTC(2024, 1, 29), { written: 'date' })).toBe('2024-02-29');
    expect(writeTime(Date.UTC(2024, 1, 29, 12), { written: 'date', order: 'dayFirst' })).toBe('2024-02-29T12:00:00Z');
    expect(writeTime(Date.UTC(2024, 1, 29), { written: 'month' })).toBe('2024-02');
  });
});
