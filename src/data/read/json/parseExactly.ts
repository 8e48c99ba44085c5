import { isInexactWhole } from '../../inexactWhole.ts';

/** May be a whole number of so many digits that a double does not hold it; often it is none after all. */
const MAY_BE_LONG = /[:,[\s]-?[1-9]\d{15}/;

/** Texts, where lists and objects begin and end, and numbers. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[[\]{}]|-?\d[\d.eE+-]*/g;

/**
 * What JSON.parse makes of a text, but whole numbers that a double holds as another one (ids of 64 bits, say) are kept as texts, so
 * that two of them are not taken for one. A column of numbers reads such texts as numbers.
 * @param depth How many lists and objects around a number there are, for it to be a cell; those inside of cells stay as they are.
 */
export function parseExactly(text: string, depth: number): unknown {
  const value: unknown = JSON.parse(text);
  if (!MAY_BE_LONG.test(text)) return value;
  let around = 0;
  const exact = text.replace(TOKENS, (token) => {
    if (token === '{' || token === '[') around++;
    else if (token === '}' || token === ']') around--;
    else if (around === depth && isInexactWhole(token, Number(token))) return `"${token}"`;
    return token;
  });
  return JSON.parse(exact);
}
