import type { BatchEvent, EpochEvent } from '../train/events.ts';
import type { Output } from './io.ts';
import { plainProgress } from './progress/plain.ts';
import { terminalProgress } from './progress/terminal.ts';

/** Told of a run's events as they come, it shows them. */
export interface Progress {
  batch(event: BatchEvent): void;
  epoch(event: EpochEvent): void;
  /** A line in between, such as a warning; the line in progress goes on below it. */
  note(text: string): void;
  /** Completes what is shown, also where the run failed: whatever is written next begins a new line. */
  end(): void;
}

export interface ProgressOptions {
  /** Shows notes alone. Default: false. */
  readonly quiet?: boolean;
  /** The watched number, `val_accuracy`: it stays longer where the line is narrow, and has the second curve. Default: `val_loss`. */
  readonly monitor?: string;
  /** Milliseconds, from any start. */
  readonly now?: () => number;
}

/**
 * Shows how a training goes on. In a terminal: one line that is written over, with bar, numbers, time left, pace and a small curve of
 * the loss, and lines of epochs that stay above it (all of them in short or slow runs, else each tenth of the way). Elsewhere, and
 * where plain text is asked for: plain lines, each tenth of the way and as time goes by.
 */
export function showProgress(output: Output, { quiet = false, monitor, now = () => performance.now() }: ProgressOptions = {}): Progress {
  if (quiet) {
    const nothing = () => undefined;
    return { batch: nothing, epoch: nothing, note: (text) => output.write(`${text}\n`), end: nothing };
  }
  return (output.isTTY && output.isPlain !== true ? terminalProgress : plainProgress)(output, monitor, now);
}
