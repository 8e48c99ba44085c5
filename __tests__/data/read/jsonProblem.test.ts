import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonProblem } from '../../../src/data/read/json/jsonProblem.ts';

const told = (text: string) => {
  const problem = jsonProblem(text, 'm.json');
  return problem && `${problem.path}: expected ${problem.expected}, received ${problem.received}${problem.fix ? `; ${problem.fix}` : ''}`;
};

describe('the place and the reason are named', () => {
  test.each([
    ['', 'm.json line 1 column 1: expected a value, received the end of the file'],
    ['{\n  "a": 1,\n}', 'm.json line 3 column 1: expected another entry after the comma, received "}"; take the comma out'],
    ['[1, 2,]', 'm.json line 1 column 7: expected another entry after the comma, received "]"; take the comma out'],
    ['{ "a": 1 "b": 2 }', 'm.json line 1 column 10: expected a comma or }, received "\\"b\\""'],
    ['{ units: 1 }', 'm.json line 1 column 3: expected a name in double quotes, received "units"'],
    ["{ 'a': 1 }", 'm.json line 1 column 3: expected a name in double quotes, received "\'a\'"'],
    ["[\n'a']", 'm.json line 2 column 1: expected a value, received "\'a\'"; write texts in double quotes'],
    ['{ "a" 1 }', 'm.json line 1 column 7: expected a colon after the name, received "1"'],
    ['{ "a": relu }', 'm.json line 1 column 8: expected a value, received "relu"'],
    ['[1, // one\n2]', 'm.json line 1 column 5: expected JSON, which has no comments, received "//"; take the comment out'],
    ['{"a": "b\n"}', 'm.json line 1 column 9: expected a closing ", received "\\n"'],
    ['"\\x"', 'm.json line 1 column 2: expected an escape such as \\n or \\u00e9, received "\\\\x\\""'],
    ['{} {}', 'm.json line 1 column 4: expected nothing after the end of the JSON, received "{"'],
    ['[1', 'm.json line 1 column 3: expected a comma or ], received the end of the file'],
    ['01', 'm.json line 1 column 2: expected nothing after the end of the JSON, received "1"'],
  ])('%j', (text, problem) => {
    expect(told(text)).toBe(problem);
  });
});

test('it finds a problem exactly where JSON.parse does', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"',
    '1',
    '-',
    '0.5e3',
    'true',
    'nul',
    'null',
    ' ',
    '\n',
    '\\',
    '\u0001',
    '/',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
      ),
      (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(jsonProblem(text, 'm.json') === undefined).toBe(isJson);
      },
    ),
    { numRuns: 2000, seed: 1 },
  );
});
