import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleError, show, UsageError } from '../../errors.ts';
import type { EpochEvent } from '../../train/events.ts';
import { codeOf, reason } from '../reason.ts';
import { writeFileAtomically } from '../writeFile.ts';
import { writing } from '../writing.ts';

/** One epoch a line, in JSON, where a number that is not finite is null. */
const FILE = 'metrics.jsonl';

/** Adds a line for an epoch. */
export async function appendEpoch(path: string, event: EpochEvent): Promise<void> {
  await writing(join(path, FILE), () => appendFile(join(path, FILE), toLine(event)));
}

/**
 * The epochs of a run in their order. Half a line at the end, of a process that was killed, is not read.
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
    .map((line, i) => parseLine(line, `${join(path, FILE)} line ${i + 1}`));
}

/** Leaves the first epochs alone, and takes half a line away. */
export async function cutEpochs(path: string, epochs: number): Promise<void> {
  const kept = (await readEpochs(path)).filter(({ epoch }) => epoch <= epochs);
  await writeFileAtomically(join(path, FILE), kept.map(toLine).join(''));
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
