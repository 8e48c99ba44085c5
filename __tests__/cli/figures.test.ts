import { expect, test } from '@jest/globals';
import { numberText, rateText, timeLeftText, timeText } from '../../src/cli/figures.ts';

test.each([
  [0, '0.0000'],
  [1, '1.0000'],
  [0.12345, '0.1235'],
  [-0.5, '-0.5000'],
  [0.00012, '1.20e-4'],
  [1.23e-7, '1.23e-7'],
  [9.8765, '9.8765'],
  [12.345678, '12.346'],
  [1234.5678, '1234.6'],
  [123456.7, '123457'],
  [1234567, '1.23e6'],
  [NaN, 'NaN'],
  [Infinity, 'Infinity'],
])('the number %d reads %s', (value, text) => expect(numberText(value)).toBe(text));

test.each([
  [0, '0 ms'],
  [0.42, '0.4 ms'],
  [12.3, '12 ms'],
  [999.7, '1.0 s'],
  [1234, '1.2 s'],
  [9960, '10 s'],
  [59_400, '59 s'],
  [59_600, '1 min 00 s'],
  [185_000, '3 min 05 s'],
  [3_599_600, '1 h 00 min'],
  [7_620_000, '2 h 07 min'],
  [108_000_000, '30 h 00 min'],
])('a time of %d ms reads %s', (milliseconds, text) => expect(timeText(milliseconds)).toBe(text));

test.each([
  [1, '1 s left'],
  [4300, '5 s left'],
  [185_000, '3 min 05 s left'],
])('time left is told in whole seconds: %d ms is %s', (milliseconds, text) => expect(timeLeftText(milliseconds)).toBe(text));

test.each([
  [0.5, '0.50 samples/s'],
  [12.34, '12.3 samples/s'],
  [999.4, '999 samples/s'],
  [999.6, '1.00k samples/s'],
  [12_345, '12.3k samples/s'],
  [4_560_000, '4.56M samples/s'],
])('a pace of %d rows a second reads %s', (perSecond, text) => expect(rateText(perSecond)).toBe(text));
