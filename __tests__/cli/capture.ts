import type { Colour, Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/run.ts';

interface Given {
  readonly stdin?: string | Uint8Array;
  readonly isTTY?: boolean;
  readonly colour?: Colour;
  readonly signal?: AbortSignal;
  /** Told of each write, before the next. */
  readonly onWrite?: (text: string) => void;
}

/** Runs a command line; what it writes is kept instead of shown. */
export async function capture(argv: readonly string[], { stdin = '', isTTY = false, colour = 'none', signal, onWrite }: Given = {}) {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written) => ({
    write(text: string) {
      written[name] += text;
      onWrite?.(text);
    },
    isTTY,
    columns: 80,
    colour,
  });
  const io: Io = {
    stdin: chunks(stdin),
    stdout: output('stdout'),
    stderr: output('stderr'),
    ...(signal ? { signal } : {}),
  };
  return { code: await run(argv, io), ...written };
}

// Torn apart in the middle, as pipes do.
async function* chunks<T extends string | Uint8Array>(whole: T): AsyncGenerator<T> {
  yield whole.slice(0, whole.length / 2) as T;
  yield whole.slice(whole.length / 2) as T;
}
