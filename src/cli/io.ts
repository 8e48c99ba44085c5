import { joinBytes } from '../data/read/join.ts';

/** A stream that a command writes to. */
export interface Output {
  write(text: string): void;
  /** Waits until what was written is taken, where much of it waits. Default: it always is. */
  drained?(): Promise<void>;
  /** It is a terminal: a line may be written over. */
  readonly isTTY: boolean;
  /** Its user wants lines that stay as they are written (NO_COLOR), also in a terminal. Default: false. */
  readonly isPlain?: boolean;
  /** Width of the terminal in characters, now; 80 where there is none. */
  readonly columns: number;
  /** How many colours it shows. */
  readonly colour: Colour;
}

export type Colour = 'none' | '256' | 'truecolor';

/** All that a command knows of the world beside its arguments and the files that they name. */
export interface Io {
  /** Bytes as they come, or texts. */
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborts when the user asks to stop, closes the terminal, or reads the output no more. Reading it means: this command looks at it (otherwise a stop ends the process at once). */
  readonly signal?: AbortSignal;
  /** Makes the engine keep its room for objects small. To be called before a pass over a table of any length. */
  readonly boundHeap?: () => void;
}

/** All bytes that standard input holds. */
export async function readAll(stdin: Io['stdin']): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  for await (const chunk of stdin) parts.push(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
  return joinBytes(parts);
}

/** Tells warnings, a line each. */
export const warningsTo =
  ({ stderr }: Io) =>
  ({ message }: { readonly message: string }): void =>
    stderr.write(`warning: ${message}\n`);

/** One JSON value on one line. */
export const writeJson = (output: Output, value: unknown): void => output.write(`${JSON.stringify(value)}\n`);
