import { closest, NetspecError, show, UsageError } from '../errors.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import type { Io } from './io.ts';
import { parse } from './parse.ts';

/**
 * Runs one command line (without `node` and the script) and gives its exit code: 0, 1 for the user's mistake, told in one
 * message, 2 for a fault of ours, with its stack, 130 where the user stopped it. Touches neither `process` nor `console`.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (error instanceof NetspecError) {
      io.stderr.write(`${error.name}: ${error.message}\n`);
      return 1;
    }
    if (isAbort(error)) {
      io.stderr.write('stopped; nothing was written\n');
      return 130;
    }
    io.stderr.write(`${error instanceof Error ? (error.stack ?? String(error)) : String(error)}\n`);
    return 2;
  }
}

async function dispatch([word = '--help', ...rest]: readonly string[], io: Io): Promise<number> {
  if (word === '--version') {
    const { version } = await import('../node/version.ts');
    io.stdout.write(`${await version()}\n`);
    return 0;
  }
  if (word === '--help' || word === '-h') {
    const { generalHelp } = await import('./help.ts');
    const all: Command[] = [];
    for (const load of Object.values(commands)) all.push(await load());
    io.stdout.write(await generalHelp(all, io.stdout.columns));
    return 0;
  }
  if (!Object.hasOwn(commands, word)) throw unknownCommand(word);
  const command = await commands[word]!();
  const parsed = parse(command, rest);
  if (!parsed.help) return command.run(parsed.values, io);
  const { commandHelp } = await import('./help.ts');
  io.stdout.write(await commandHelp(command, io.stdout.columns));
  return 0;
}

/** The reason of a signal is a DOMException, which need not be an Error. */
const isAbort = (error: unknown): boolean => typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';

function unknownCommand(word: string): UsageError {
  const known = Object.keys(commands);
  const near = closest(word, known);
  const fix = near === undefined ? 'netspec --help lists them all' : `did you mean "netspec ${near}"?`;
  return new UsageError('the command line of netspec', [
    { path: word, expected: `a command: ${known.join(', ')}`, received: show(word), fix },
  ]);
}
