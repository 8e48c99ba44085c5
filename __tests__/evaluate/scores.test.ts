import { expect, test } from '@jest/globals';
import { formatScore } from '../../src/evaluate/scores.ts';

const numbers = { mae: 1, rmse: 1, r2: 0, mape: null, medianAbsoluteError: 1 };

test.each([
  { r2: 0.96666, text: '0.9667' },
  { r2: 0.99996, text: '1.0000' },
  { r2: -1e-17, text: '0.0000' },
  { r2: -3.25, text: '-3.2500' },
  { r2: -1.5e9, text: '-1.500e+9' },
  { r2: null, text: '-' },
  { r2: NaN, text: 'NaN' },
])('an R² of $r2 reads $text', ({ r2, text }) => {
  expect(formatScore({ ...numbers, r2 }, 'r2')).toBe(text);
});

test.each([
  { mae: 0, text: '0.0000' },
  { mae: 2.2239, text: '2.2239' },
  { mae: 54.9234, text: '54.923' },
  { mae: 12345.6, text: '12346' },
  { mae: 1.5e9, text: '1.500e+9' },
  { mae: 3.2e-7, text: '3.200e-7' },
])("an error of $mae in the target's units reads $text", ({ mae, text }) => {
  expect(formatScore({ ...numbers, mae }, 'mae')).toBe(text);
});
