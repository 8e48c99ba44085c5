import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capture } from '../capture.ts';
import { temporaryFolder } from '../temporary.ts';

/** Few epochs are enough to see that all is wired. */
const IRIS = ['models/iris.json', '--data', 'examples/data/iris.csv', '--seed', '1', '--epochs', '4', '--backend', 'cpu'];

/** `netspec train` in a folder of its own, where runs are kept too. */
export function trainingPlace() {
  const place = temporaryFolder();
  const train = (words: readonly string[], given: Parameters<typeof capture>[1] = {}) =>
    capture(['train', ...(words.includes('--runs') ? words : [...words, '--runs', place('runs')])], given);
  return {
    place,
    train,
    /** Iris, with an option more than once only where it is one of those above. */
    iris: (out: string, more: readonly string[] = [], given: Parameters<typeof capture>[1] = {}) =>
      train([...override(IRIS, more), '--out', place(out)], given),
    /** Text with the folder taken out. */
    told: (text: string) => text.replaceAll(`${place('')}/`, '').replaceAll(place(''), '.'),
    weights: (out: string) => readFile(join(place(out), 'weights.bin')),
    record: async (name: string) => JSON.parse(await readFile(join(place('runs'), name, 'run.json'), 'utf8')) as Record<string, unknown>,
  };
}

/** Words, where later ones stand for those of the same option. */
export function override(words: readonly string[], more: readonly string[]): readonly string[] {
  const kept = words.filter((word, i) => !more.includes(word.startsWith('--') ? word : (words[i - 1] ?? '')) || !isOption(words, i));
  return [...kept, ...more];
}

const isOption = (words: readonly string[], i: number): boolean => words[i]!.startsWith('--') || (words[i - 1]?.startsWith('--') ?? false);

/** A spy that aborts a signal when something is written. */
export function stopAt(shouldStop: (text: string) => boolean) {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    onWrite: (text: string) => {
      if (shouldStop(text)) controller.abort();
    },
  };
}

/** The events of `--json`. */
export const eventsOf = (stdout: string): readonly Record<string, unknown>[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
