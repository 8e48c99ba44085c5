import { closeSync, fsyncSync, openSync } from 'node:fs';
import { appendFile, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleError, show, UsageError } from '../../errors.ts';
import type { EpochEvent } from '../../train/events.ts';
import { codeOf, reason } from '../reason.ts';
import { writeFileAtomically } from '../writeFile.ts';
import { writing, writingAtOnce } from '../writing.ts';

/** One epoch a line, in JSON, where a number that is not finite is null. */
const FILE = 'metrics.jsonl';

/** Makes the file, without an epoch yet, on the disk itself. */
export async function beginEpochs(path: string): Promise<void> {
  await writing(join(path, FILE), () => writeFile(join(path, FILE), '', { flush: true }));
}

/** Adds a line for an epoch; `syncEpochs` brings it to the disk itself. */
export async function appendEpoch(path: string, event: EpochEvent): Promise<void> {
  await writing(join(path, FILE), () => appendFile(join(path, FILE), toLine(event)));
}

/** Waits until the disk itself has the epochs so far. */
export async function syncEpochs(path: string): Promise<void> {
  await writing(join(path, FILE), async () => {
    const handle = await open(join(path, FILE), 'a');
    await handle.sync().finally(() => handle.close());
  });
}

/** The same before it returns. */
export function syncEpochsAtOnce(path: string): void {
  writingAtOnce(join(path, FILE), () => {
    const file = openSync(join(path, FILE), 'a');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  });
}

/**
 * The epochs of a run in their order. Half a line at the end, of a process that was killed, is not read, and no line with zero bytes,
 * which a power cut may leave where content had not come to the disk.
 * @throws BundleError where another line is none of ours.
 */
export async function readEpochs(path: string): Promise<readonly EpochEvent[]> {
  const text = await readFile(join(path, FILE), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return ''; // not one epoch was finished
    throw new UsageError('the run', [{ path: join(path, FILE), expected: 'a file', received: reason(error) }]);
  });
  return text
    .split('\n')
    .slice(0, -1)
    .flatMap((line, i) => (line.includes('\0') ? [] : [parseLine(line, `${join(path, FILE)} line ${i + 1}`)]));
}

/**
 * Leaves the first epochs alone, and takes half a line away.
 * @returns which of them are not there, in words.
 */
export async function cutEpochs(path: string, epochs: number): Promise<string | undefined> {
  const kept = (await readEpochs(path)).filter(({ epoch }) => epoch <= epochs);
  await writeFileAtomically(join(path, FILE), kept.map(toLine).join(''), { flush: true });
  const there = new Set(kept.map(({ epoch }) => epoch));
  const missing = Array.from({ length: epochs }, (_, i) => i + 1).filter((epoch) => !there.has(epoch));
  if (missing.length === 0) return undefined;
  return `${join(path, FILE)}: expected a line for each of ${epochs} epochs, received none for ${rangesText(missing)}; the checkpoint has them`;
}

/** Whole numbers in ascending order: `1 to 3, 7`. */
export function rangesText(numbers: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const number of numbers) {
    const range = ranges.at(-1);
    if (range?.[1] === number - 1) range[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first} to ${last}`)).join(', ');
}

const toLine = (event: EpochEvent): string => `${JSON.stringify(event)}\n`;

function parseLine(line: string, place: string): EpochEvent {
  try {
    const event = JSON.parse(line, (_, value: unknown) => (value === null ? NaN : value)) as EpochEvent;
    if (Number.isSafeInteger(event.epoch) && typeof event.metrics === 'object') return event;
  } catch {
    // told below
  }
  throw new BundleError('the run', [{ path: place, expected: 'an epoch in JSON', received: show(line), fix: 'take this line out' }]);
}
