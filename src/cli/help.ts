import yargs, { type Argv } from 'yargs';
import type { Option } from '../spec/option.ts';
import type { Command } from './command.ts';
import { isList, isNumeric, kebab } from './parse.ts';

/** What `netspec --help` prints. */
export async function generalHelp(commands: readonly Command[], columns: number): Promise<string> {
  const help = create('netspec COMMAND\n\nNeural networks as data: check, train, evaluate and use them.', columns);
  for (const command of commands) help.command(usage(command), command.summary);
  help.option('version', { type: 'boolean', describe: 'Prints the version.' });
  return finish(help, 'netspec COMMAND --help tells more, with examples.');
}

/** What `netspec train --help` prints. */
export async function commandHelp(command: Command, columns: number): Promise<string> {
  const { summary, positionals, options, groups = {}, examples } = command;
  const help = create(`netspec ${usage(command)}\n\n${summary}`, columns);
  for (const [word, entry] of Object.entries(positionals)) {
    help.positional(word, { describe: entry.doc, type: 'string', demandOption: entry.required });
  }
  for (const [key, entry] of Object.entries(options)) help.option(kebab(key), described(entry));
  for (const [title, names] of Object.entries(groups)) help.group(names.map(kebab), `${title}:`);
  // Not as yargs sets them, in two narrow columns: a line that cannot be copied whole is no example.
  const lines = examples.map(({ line, does }) => `  ${line}\n      ${does}\n`);
  return `${await finish(help)}\nExamples:\n${lines.join('')}`;
}

/** `train SPEC`, `runs [NAME...]` */
const usage = ({ name, positionals }: Command): string =>
  [name, ...Object.entries(positionals).map(([word, entry]) => placeholder(word, entry))].join(' ');

function placeholder(word: string, entry: Option): string {
  const words = isList(entry) ? `${word}...` : word;
  return entry.required ? words : `[${words}]`;
}

const create = (usage: string, columns: number): Argv =>
  yargs([]).scriptName('netspec').detectLocale(false).help(false).version(false).usage(usage).wrap(columns);

async function finish(help: Argv, epilogue = ''): Promise<string> {
  help.option('help', { type: 'boolean', describe: 'Prints this.' }).epilogue(epilogue);
  return `${(await help.getHelp()).trimEnd()}\n`;
}

function described(entry: Option) {
  const choices = entry.schema['enum'] as readonly string[] | undefined;
  const type = entry.schema['type'] === 'boolean' ? 'boolean' : isNumeric(entry) ? 'number' : 'string';
  return {
    describe: entry.doc,
    ...(choices === undefined ? ({ type } as const) : { choices }),
    ...(entry.required ? { demandOption: true } : {}),
    ...(entry.fallback === undefined || entry.fallback === false ? {} : { default: entry.fallback }),
  };
}
