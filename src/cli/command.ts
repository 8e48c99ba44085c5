import type { Issue } from '../errors.ts';
import { flag, option, type Options, type Written } from '../spec/option.ts';
import type { Io } from './io.ts';

/** A command as data: its arguments are options of the same kind as those of a spec. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /**
   * In the order in which they are written, by the word that stands for them in the help: `SPEC`. The last may be a list, which
   * takes all words that are left, and those at the end may be optional.
   */
  readonly positionals: Options;
  /** By their names in code: `batchSize` is written `--batch-size`. */
  readonly options: Options;
  /** Options that stand under a title of their own in the help, in this order; the rest stand under "Options". */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** The value of an option that is written without one: `{ diagram: 'mermaid' }`. */
  readonly implied?: Readonly<Record<string, string>>;
  readonly examples: readonly Example[];
  /** What is wrong with the arguments taken together; some of them may be wrong by themselves, or missing. */
  check?(values: Readonly<Record<string, unknown>>): readonly Issue[];
  /** Gives the exit code. What it throws as a NetspecError is the user's mistake. */
  run(values: Readonly<Record<string, unknown>>, io: Io): Promise<number>;
}

export interface Example {
  readonly line: string;
  readonly does: string;
}

/** Makes a command; `run` gets the arguments with the types that its options give them. */
export const command = <P extends Options, O extends Options>(
  parts: Omit<Command, 'positionals' | 'options' | 'groups' | 'check' | 'run'> & {
    readonly positionals: P;
    readonly options: O;
    readonly groups?: Readonly<Record<string, readonly (keyof O)[]>>;
    check?(values: Partial<Written<P> & Written<O>>): readonly Issue[];
    run(values: Written<P> & Written<O>, io: Io): Promise<number>;
  },
): Command => parts as unknown as Command;

/** The path of a file or folder. `what` completes "expected ...": `a CSV file`. */
export const path = (what: string) =>
  option<string>({ expected: what, schema: { type: 'string' }, accepts: (value) => typeof value === 'string' && value !== '' });

export const json = flag({ doc: 'Writes JSON for machines instead of text.', default: false });
