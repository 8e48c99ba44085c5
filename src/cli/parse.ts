import parser from 'yargs-parser';
import { closest, show, UsageError, type Issue } from '../errors.ts';
import type { Option } from '../spec/option.ts';
import type { Command } from './command.ts';
import { readSwitches } from './switches.ts';

/** The arguments of a command by their names, each checked by its option; `help` where help is asked for instead. */
export type Parsed = { readonly help: true } | { readonly help: false; readonly values: Readonly<Record<string, unknown>> };

/**
 * Reads the words after a command's name. The words are taken apart by yargs's own parser alone: loading the whole of
 * yargs takes as long as starting Node, so only the help does that.
 * Throws a UsageError with everything that is wrong.
 */
export function parse(command: Command, line: readonly string[]): Parsed {
  const flags = Object.keys(command.options);
  const isSwitch = (name: string) => command.options[name]!.schema['type'] === 'boolean';
  const withValue = flags.filter((name) => !isSwitch(name)).map(kebab);
  const { words, issues: wrongSwitches } = readSwitches(line, ['help', ...flags.filter(isSwitch).map(kebab)]);
  const { _: places, ...given } = parser(imply(command, words), {
    boolean: ['help', ...flags.filter(isSwitch).map(kebab)],
    string: ['_', ...withValue],
    narg: Object.fromEntries(withValue.map((name) => [name, 1])),
    alias: { help: ['h'] },
    configuration: {
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-positional-numbers': false,
      'short-option-groups': false,
      'strip-aliased': true,
    },
  });
  if (given['help'] === true) return { help: true };

  const issues: Issue[] = [...wrongSwitches];
  const values: Record<string, unknown> = {};
  const take = (name: string, shown: string, entry: Option, word: unknown) => {
    const value = isNumeric(entry) ? toNumber(word) : word;
    if (value !== undefined) issues.push(...entry.check(value, shown));
    else if (entry.required) issues.push({ path: shown, expected: entry.expected, received: 'nothing' });
    if (value !== undefined) values[name] = value;
  };

  const known = Object.entries(command.positionals);
  const takesRest = known.some(([, entry]) => isList(entry));
  known.forEach(([name, entry], i) => {
    const rest = places.slice(i);
    take(name, name, entry, isList(entry) && rest.length > 0 ? rest : rest[0]);
  });
  for (const extra of takesRest ? [] : places.slice(known.length)) {
    issues.push({
      path: String(extra),
      expected: known.length === 0 ? 'nothing but options' : `${known.map(([name]) => name).join(' ')} and nothing more`,
      received: show(extra),
    });
  }
  for (const [name, entry] of Object.entries(command.options)) {
    const shown = `--${kebab(name)}`;
    const word: unknown = given[kebab(name)];
    if (Array.isArray(word) && word.some((one) => one !== word[0])) {
      issues.push({ path: shown, expected: 'one value', received: `${word.length}: ${word.map(String).join(', ')}`, fix: 'give it once' });
    } else if (words.includes(shown) && word === undefined) {
      // The parser leaves out an option that ends the line, or that another option follows.
      issues.push({ path: shown, expected: entry.expected, received: 'nothing' });
    } else take(name, shown, entry, word);
  }
  for (const word of Object.keys(given)) {
    if (!flags.some((name) => kebab(name) === word)) issues.push(unknownOption(word, ['help', ...flags.map(kebab)]));
  }
  for (const issue of command.check?.(values) ?? []) if (!issues.some(({ path }) => path === issue.path)) issues.push(issue);
  if (issues.length > 0) throw new UsageError(`the command line of netspec ${command.name}`, issues);
  return { help: false, values };
}

/** `batchSize` -> `batch-size` */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const isNumeric = (entry: Option): boolean => entry.schema['type'] === 'integer' || entry.schema['type'] === 'number';

/** As the last of the words without a name, it takes all that are left. */
export const isList = (entry: Option): boolean => entry.schema['type'] === 'array';

/** The number that a word stands for, or the word itself, which the option then refuses by name. */
function toNumber(word: unknown): unknown {
  const value = typeof word === 'string' && word.trim() !== '' ? Number(word) : NaN;
  return Number.isNaN(value) ? word : value;
}

/** Gives an option that may stand without a value the one that it implies: `--diagram SPEC` -> `--diagram=mermaid SPEC`. */
function imply({ implied = {}, options }: Command, words: readonly string[]): string[] {
  return words.map((word, i) => {
    const name = Object.keys(implied).find((key) => word === `--${kebab(key)}`);
    const next = words[i + 1];
    const stands = name === undefined || (next !== undefined && options[name]!.check(next, '').length === 0);
    return stands ? word : `${word}=${implied[name]}`;
  });
}

function unknownOption(word: string, known: readonly string[]): Issue {
  const near = closest(word, known);
  const dashed = (name: string) => (name.length === 1 ? `-${name}` : `--${name}`);
  return {
    path: dashed(word),
    expected: 'an option of this command',
    received: show(dashed(word)),
    fix: near === undefined ? `known are ${known.map(dashed).join(', ')}` : `did you mean "--${near}"?`,
  };
}
