import { show, type Issue } from '../../../errors.ts';

/**
 * Where and why a text is no JSON, by line and column (both from 1); undefined where it is JSON.
 * Of a part of a file, `line` is its first one, `column` where it begins on that, and `end` what comes after it. JSON.parse does not say where for every fault, and says it otherwise in every version of Node.
 */
export function jsonProblem(text: string, name: string, { line = 1, column = 1, end = 'the end of the file' } = {}): Issue | undefined {
  let at = 0;
  const fail = (expected: string, fix?: string): never => {
    throw new Fault(at, expected, fix);
  };
  const skip = () => {
    while (/[ \t\r\n]/.test(text[at] ?? '')) at++;
    if (text.startsWith('//', at) || text.startsWith('/*', at)) fail('JSON, which has no comments', 'take the comment out');
  };
  const take = (character: string): boolean => {
    if (text[at] !== character) return false;
    at++;
    return true;
  };

  const readValue = (): void => {
    skip();
    if (take('{')) readMembers('}', readMember);
    else if (take('[')) readMembers(']', readValue);
    else if (text[at] === '"') readString('a value');
    else {
      const literal = match(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
      if (literal === undefined) fail('a value', text[at] === "'" ? 'write texts in double quotes' : undefined);
    }
  };
  const readMembers = (close: string, readOne: () => void): void => {
    skip();
    if (take(close)) return;
    for (;;) {
      readOne();
      skip();
      if (take(close)) return;
      if (!take(',')) fail(`a comma or ${close}`);
      skip();
      if (text[at] === close) fail('another entry after the comma', 'take the comma out');
    }
  };
  const readMember = (): void => {
    skip();
    readString('a name in double quotes');
    skip();
    if (!take(':')) fail('a colon after the name');
    readValue();
  };
  const readString = (expected: string): void => {
    if (!take('"')) fail(expected);
    for (;;) {
      match(/[^"\\\u0000-\u001f]+/y); // eslint-disable-line no-control-regex -- JSON allows no control characters in a text
      if (take('"')) return;
      if (match(/\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y) === undefined)
        fail(text[at] === '\\' ? 'an escape such as \\n or \\u00e9' : 'a closing "');
    }
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };

  try {
    readValue();
    skip();
    if (at < text.length) fail('nothing after the end of the JSON');
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const before = text.slice(0, error.at).split('\n');
    const received = error.at < text.length ? show(text.slice(error.at).split(/[\s,:[\]{}]/, 1)[0] || text[error.at]) : end;
    const begin = before.length === 1 ? column : 1;
    const path = `${name} line ${line + before.length - 1} column ${before.at(-1)!.length + begin}`;
    return { path, expected: error.expected, received, ...(error.fix === undefined ? {} : { fix: error.fix }) };
  }
}

class Fault extends Error {
  readonly at: number;
  readonly expected: string;
  readonly fix: string | undefined;

  constructor(at: number, expected: string, fix: string | undefined) {
    super(expected);
    this.at = at;
    this.expected = expected;
    this.fix = fix;
  }
}
