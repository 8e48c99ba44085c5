import type { Output } from './io.ts';

/** What is known after an epoch; `metrics` has the loss, and `val_` names are of held-out rows. */
export interface Progress {
  readonly epoch: number;
  readonly epochs: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** A line is refreshed no more often than this: writing it must not slow the training. */
const REFRESH_MS = 50;

/**
 * Shows how a training goes on: on a terminal one line that is written over, elsewhere a line each tenth of the way.
 * `end` completes the line, with the last epoch on it.
 */
export function showProgress(output: Output, now = () => performance.now()): { show(progress: Progress): void; end(): void } {
  if (!output.isTTY) {
    return {
      show: (progress) => {
        const tenth = (epoch: number) => Math.floor((epoch * 10) / progress.epochs);
        if (progress.epoch === 1 || tenth(progress.epoch) > tenth(progress.epoch - 1)) output.write(`${progressLine(progress)}\n`);
      },
      end: () => undefined,
    };
  }
  let shown = -Infinity;
  let last: Progress | undefined;
  // Back to the line's start, the text, and away with what an older, longer line left behind it.
  const draw = (progress: Progress) => output.write(`\r${progressLine(progress).slice(0, output.columns - 1)}\x1b[K`);
  return {
    show: (progress) => {
      last = progress;
      if (now() - shown < REFRESH_MS) return;
      shown = now();
      draw(progress);
    },
    end: () => {
      if (last === undefined) return;
      draw(last);
      output.write('\n');
    },
  };
}

/** `epoch  7/60  loss 0.1234  held out: loss 0.2345  accuracy 0.9667` */
function progressLine({ epoch, epochs, metrics }: Progress): string {
  const names = Object.keys(metrics);
  const list = (part: readonly string[], prefix: string) =>
    part.map((name) => `${name.slice(prefix.length)} ${metrics[name]!.toFixed(4)}`).join('  ');
  const held = names.filter((name) => name.startsWith('val_'));
  const own = list(
    names.filter((name) => !name.startsWith('val_')),
    '',
  );
  const count = `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`;
  return `${count}  ${own}${held.length === 0 ? '' : `  held out: ${list(held, 'val_')}`}`;
}
