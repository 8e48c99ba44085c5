import { expect, test } from '@jest/globals';
import { fit } from '../../../src/cli/progress/fit.ts';

const parts = [
  { text: 'epoch 1/9', rank: 0 },
  { text: '━━━', rank: 2, tight: true },
  { text: 'loss 0.5', rank: 1 },
  { text: 'loss 0.6', rank: 3, label: 'held out:' },
  { text: 'accuracy 0.7', rank: 4, label: 'held out:' },
] as const;

test.each([
  [100, 'epoch 1/9 ━━━ loss 0.5  held out: loss 0.6  accuracy 0.7'],
  [56, 'epoch 1/9 ━━━ loss 0.5  held out: loss 0.6  accuracy 0.7'],
  [55, 'epoch 1/9 ━━━ loss 0.5  held out: loss 0.6'],
  [40, 'epoch 1/9 ━━━ loss 0.5'],
  [21, 'epoch 1/9  loss 0.5'],
  [18, 'epoch 1/9 ━━━'],
  [9, 'epoch 1/9'],
])('in %d characters the most important parts stay, in their order', (width, line) => expect(fit(parts, width)).toBe(line));

test.each([
  ['wide characters count twice', '損失 0.5', 8],
  ['combining marks count nothing', 'e\u0301cart 0.5', 9],
  ['colours count nothing', '\x1b[32mloss 0.5\x1b[0m', 8],
])('%s', (_, text, width) => {
  expect(fit([{ text, rank: 0 }], width)).toBe(text);
  expect(fit([{ text, rank: 0 }], width - 1)).toBe('');
});
