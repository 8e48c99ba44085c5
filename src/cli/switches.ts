import { show, type Issue } from '../errors.ts';

const words: Readonly<Record<string, boolean>> = { true: true, false: false, 1: true, 0: false, yes: true, no: false };

/**
 * Says what switches are given with a value, `--json=1`, as the parser understands it, which takes every word but true for false.
 * @param switches Their names as they are written, without dashes.
 * @returns the words, without those that say neither yes nor no, and what is wrong with these.
 */
export function readSwitches(
  given: readonly string[],
  switches: readonly string[],
): { readonly words: readonly string[]; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const end = given.includes('--') ? given.indexOf('--') : given.length;
  const read = given.flatMap((word, i) => {
    const [, name = '', value = ''] = /^--([^=]+)=(.*)$/s.exec(word) ?? [];
    if (i >= end || !switches.includes(name)) return [word];
    const meant = Object.hasOwn(words, value.toLowerCase()) ? words[value.toLowerCase()] : undefined;
    if (meant !== undefined) return [`--${name}=${meant}`];
    const fix = `write --${name}, or leave it out`;
    issues.push({ path: `--${name}`, expected: 'no value, or one of true, false, 1, 0, yes, no', received: show(value), fix });
    return [];
  });
  return { words: read, issues };
}
