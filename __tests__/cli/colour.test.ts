import { expect, test } from '@jest/globals';
import { colourOf, tint, wantsPlain } from '../../src/cli/colour.ts';

const terminal = { TERM: 'xterm-256color' };

test.each([
  ['a terminal with many colours', true, { ...terminal, COLORTERM: 'truecolor' }, 'truecolor'],
  ['a terminal with some', true, terminal, '256'],
  ['NO_COLOR', true, { ...terminal, COLORTERM: 'truecolor', NO_COLOR: '1' }, 'none'],
  ['NO_COLOR of any value', true, { ...terminal, NO_COLOR: '0' }, 'none'],
  ['a dumb terminal', true, { TERM: 'dumb', COLORTERM: 'truecolor' }, 'none'],
  ['a file', false, { ...terminal, COLORTERM: 'truecolor' }, 'none'],
  ['a file where colour is forced', false, { ...terminal, FORCE_COLOR: '1' }, '256'],
] as const)('%s', (_, isTTY, environment, colour) => expect(colourOf(isTTY, environment)).toBe(colour));

test.each([
  [{}, false],
  [{ NO_COLOR: '' }, false],
  [{ NO_COLOR: '1' }, true],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, false],
])('%j asks for plain text: %s', (environment, plain) => expect(wantsPlain(environment)).toBe(plain));

test('a text without colours is left as it is', () => {
  expect(tint('best', 'yellow', 'none')).toBe('best');
  expect(tint('best', 'yellow', '256')).toBe('\x1b[33mbest\x1b[0m');
});
