import { describe, expect, test } from '@jest/globals';
import stringWidth from 'string-width';
import type { Colour } from '../../src/cli/io.ts';
import { showProgress } from '../../src/cli/progress.ts';
import { screen } from './progress/screen.ts';

interface Case {
  readonly isTTY?: boolean;
  readonly isPlain?: boolean;
  readonly columns?: number;
  readonly colour?: Colour;
  readonly quiet?: boolean;
  readonly monitor?: string;
  readonly metric?: string;
  readonly epochs?: number;
  readonly batches?: number;
  readonly epochMs?: number;
  /** Of these the last event is the end. */
  readonly until?: { readonly epoch: number; readonly batch?: number };
  readonly note?: { readonly after: number; readonly text: string };
  readonly width?: (write: number) => number;
}

/** Plays a run whose held-out loss is least at 0.69 of the way, on a clock of its own; gives each write with its time. */
function play(given: Case) {
  const {
    isTTY = true,
    isPlain = false,
    columns = 100,
    colour = 'none',
    epochs = 5,
    batches = 4,
    epochMs = 2000,
    metric = 'accuracy',
    until,
    note,
    width,
  } = given;
  const writes: { readonly text: string; readonly at: number; readonly columns: number }[] = [];
  let at = 0;
  const output = {
    write: (text: string) => void writes.push({ text, at, columns: output.columns }),
    isTTY,
    isPlain,
    get columns() {
      return width?.(writes.length) ?? columns;
    },
    colour,
  };
  const progress = showProgress(output, { ...given, now: () => at });
  let least = Infinity;
  run: for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let batch = 1; batch <= batches; batch++) {
      if (until !== undefined && (epoch > until.epoch || (epoch === until.epoch && batch > (until.batch ?? batches)))) break run;
      at += epochMs / batches;
      progress.batch({ epoch, epochs, batch, batches, rows: 50, loss: 2 / (epoch + batch / batches), learningRate: 0.01 });
    }
    if (until?.epoch === epoch && until.batch !== undefined) break;
    const done = epoch / epochs;
    const val_loss = 0.5 + Math.abs(done - 0.69);
    const metrics = { loss: 2 / epoch, [metric]: done, val_loss, [`val_${metric}`]: done / 2 };
    progress.epoch({ epoch, epochs, metrics, learningRate: 0.01, rows: 50 * batches, milliseconds: epochMs, best: val_loss < least });
    least = Math.min(least, val_loss);
    if (note?.after === epoch) progress.note(note.text);
  }
  const before = writes.map(({ text }) => text).join('');
  progress.end();
  const text = writes.map(({ text }) => text).join('');
  return { writes, text, before: screen(before), after: screen(text) };
}

/** Of its lines; those that were written over count. */
const widest = (text: string): number => Math.max(...text.split(/[\r\n]/).map((line) => stringWidth(line)));

describe('on a terminal', () => {
  test('a slow epoch has a line of its own, which stays; the newest has the curves', () => {
    expect(play({ columns: 120 }).after).toMatchInlineSnapshot(`
     "epoch 1/5 ━━━━━━━━━━ loss 2.0000  accuracy 0.2000  held out: loss 0.9900  accuracy 0.1000  2.0 s  100 samples/s  ★ best
     epoch 2/5 ━━━━━━━━━━ loss 1.0000  accuracy 0.4000  held out: loss 0.7900  accuracy 0.2000  2.0 s  100 samples/s  ★ best
     epoch 3/5 ━━━━━━━━━━ loss 0.6667  accuracy 0.6000  held out: loss 0.5900  accuracy 0.3000  2.0 s  100 samples/s  ★ best
     epoch 4/5 ━━━━━━━━━━ loss 0.5000  accuracy 0.8000  held out: loss 0.6100  accuracy 0.4000  2.0 s  100 samples/s
     epoch 5/5 ━━━━━━━━━━ loss 0.4000  accuracy 1.0000  held out: loss 0.8100  accuracy 0.5000  2.0 s  100 samples/s
     "
    `);
  });

  test('the epoch under way has bar, loss so far, time left and pace', () => {
    expect(play({ until: { epoch: 3, batch: 2 } }).before).toMatchInlineSnapshot(`
     "epoch 1/5 ━━━━━━━━━━ loss 2.0000  held out: loss 0.9900  accuracy 0.1000  2.0 s  ★ best
     epoch 2/5 ━━━━━━━━━━ loss 1.0000  held out: loss 0.7900  accuracy 0.2000  2.0 s  ★ best
     epoch 3/5 ━━━━━───── loss 0.5934  5 s left  100 samples/s  ★ 2 ⠑⠢⠤⠤⣀⣀ ⠉⠒⠒⠤⠤⣀"
    `);
  });

  test('quick epochs share a line whose bar is the run’s; each tenth of the way stays, and the best and the last epoch at the end', () => {
    const given = { epochs: 200, epochMs: 20 };
    expect(play({ ...given, until: { epoch: 59 } }).before).toMatchInlineSnapshot(`
     "epoch   1/200 ────────── loss 2.0000  held out: loss 1.1850  accuracy 0.0025  20 ms  ★ best
     epoch  11/200 ╾───────── loss 0.1818  held out: loss 1.1350  accuracy 0.0275  20 ms  ★ best
     epoch  20/200 ━───────── loss 0.1000  held out: loss 1.0900  accuracy 0.0500  20 ms  ★ best
     epoch  30/200 ━╾──────── loss 0.0667  held out: loss 1.0400  accuracy 0.0750  20 ms  ★ best
     epoch  40/200 ━━──────── loss 0.0500  held out: loss 0.9900  accuracy 0.1000  20 ms  ★ best
     epoch  50/200 ━━╾─────── loss 0.0400  held out: loss 0.9400  accuracy 0.1250  20 ms  ★ best
     epoch  57/200 ━━━─────── loss 0.0351  held out: loss 0.9050  accuracy 0.1425  3 s left  ★ 57 ⠑⠢⠤⢄⣀⣀"
    `);
    expect(play(given).after).toMatchInlineSnapshot(`
     "epoch   1/200 ────────── loss 2.0000  held out: loss 1.1850  accuracy 0.0025  20 ms  ★ best
     epoch  11/200 ╾───────── loss 0.1818  held out: loss 1.1350  accuracy 0.0275  20 ms  ★ best
     epoch  20/200 ━───────── loss 0.1000  held out: loss 1.0900  accuracy 0.0500  20 ms  ★ best
     epoch  30/200 ━╾──────── loss 0.0667  held out: loss 1.0400  accuracy 0.0750  20 ms  ★ best
     epoch  40/200 ━━──────── loss 0.0500  held out: loss 0.9900  accuracy 0.1000  20 ms  ★ best
     epoch  50/200 ━━╾─────── loss 0.0400  held out: loss 0.9400  accuracy 0.1250  20 ms  ★ best
     epoch  60/200 ━━━─────── loss 0.0333  held out: loss 0.8900  accuracy 0.1500  20 ms  ★ best
     epoch  70/200 ━━━╾────── loss 0.0286  held out: loss 0.8400  accuracy 0.1750  20 ms  ★ best
     epoch  80/200 ━━━━────── loss 0.0250  held out: loss 0.7900  accuracy 0.2000  20 ms  ★ best
     epoch  90/200 ━━━━╾───── loss 0.0222  held out: loss 0.7400  accuracy 0.2250  20 ms  ★ best
     epoch 100/200 ━━━━━───── loss 0.0200  held out: loss 0.6900  accuracy 0.2500  20 ms  ★ best
     epoch 110/200 ━━━━━╾──── loss 0.0182  held out: loss 0.6400  accuracy 0.2750  20 ms  ★ best
     epoch 120/200 ━━━━━━──── loss 0.0167  held out: loss 0.5900  accuracy 0.3000  20 ms  ★ best
     epoch 130/200 ━━━━━━╾─── loss 0.0154  held out: loss 0.5400  accuracy 0.3250  20 ms  ★ best
     epoch 140/200 ━━━━━━━─── loss 0.0143  held out: loss 0.5100  accuracy 0.3500  20 ms
     epoch 150/200 ━━━━━━━╾── loss 0.0133  held out: loss 0.5600  accuracy 0.3750  20 ms
     epoch 160/200 ━━━━━━━━── loss 0.0125  held out: loss 0.6100  accuracy 0.4000  20 ms
     epoch 170/200 ━━━━━━━━╾─ loss 0.0118  held out: loss 0.6600  accuracy 0.4250  20 ms
     epoch 180/200 ━━━━━━━━━─ loss 0.0111  held out: loss 0.7100  accuracy 0.4500  20 ms
     epoch 190/200 ━━━━━━━━━╾ loss 0.0105  held out: loss 0.7600  accuracy 0.4750  20 ms
     epoch 138/200 ━━━━━━━─── loss 0.0145  held out: loss 0.5000  accuracy 0.3450  20 ms  ★ best
     epoch 200/200 ━━━━━━━━━━ loss 0.0100  held out: loss 0.8100  accuracy 0.5000  20 ms         ⠑⠤⠤⢄⣀⣀
     "
    `);
  });

  test('in a long run every epoch stays that took a fifth of a second, and of quicker ones some', () => {
    expect(play({ epochs: 30, epochMs: 200 }).after.split('\n')).toHaveLength(31);
    expect(play({ epochs: 30, epochMs: 10 }).after.split('\n').length).toBeLessThan(18);
  });

  test('where it is stopped within an epoch, the best before and what was reached are to be seen', () => {
    expect(play({ epochs: 100, epochMs: 800, until: { epoch: 5, batch: 2 } }).after).toMatchInlineSnapshot(`
     "epoch   1/100 ━━━━━━━━━━ loss 2.0000  held out: loss 1.1800  accuracy 0.0050  800 ms  ★ best
     epoch   2/100 ━━━━━━━━━━ loss 1.0000  held out: loss 1.1700  accuracy 0.0100  800 ms  ★ best
     epoch   3/100 ━━━━━━━━━━ loss 0.6667  held out: loss 1.1600  accuracy 0.0150  800 ms  ★ best
     epoch   4/100 ━━━━━━━━━━ loss 0.5000  held out: loss 1.1500  accuracy 0.0200  800 ms  ★ best
     epoch   5/100 ━━━━━───── loss 0.3723  1 min 17 s left  250 samples/s  ★ 4 ⠑⠢⠤⣀⣀⣀ ⠉⠒⠒⠤⠤⣀
     "
    `);
  });

  test('early stopping leaves the last epoch’s line', () => {
    expect(play({ epochs: 1000, epochMs: 100, until: { epoch: 42 } }).after).toContain('epoch   42/1000 ');
  });

  test('a note stands in a line of its own and the line in progress goes on below it', () => {
    const given = { note: { after: 1, text: 'a warning' }, columns: 80 };
    expect(play({ ...given, until: { epoch: 1 } }).before).toBe(play({ ...given, epochs: 5, until: { epoch: 1 } }).after);
    expect(play({ note: { after: 1, text: 'a warning' }, until: { epoch: 2, batch: 2 } }).before).toMatchInlineSnapshot(`
     "epoch 1/5 ━━━━━━━━━━ loss 2.0000  held out: loss 0.9900  accuracy 0.1000  2.0 s  ★ best
     a warning
     epoch 2/5 ━━━━━───── loss 0.8444  7 s left  100 samples/s  ★ 1 ⠉⠒⠤⠤⣀⣀"
    `);
  });

  test.each([5, 60, 2000])('a change of the line is one write, and quick epochs are drawn every 50 ms at most (%i epochs)', (epochs) => {
    const { writes } = play({ epochs, epochMs: 3 });
    const gaps = writes.slice(1, -1).map(({ at }, i) => at - writes[i]!.at);
    expect(Math.min(...gaps, Infinity)).toBeGreaterThanOrEqual(50);
    for (const { text } of writes) expect(text).toMatch(/^\r/);
  });

  test.each(['accuracy', '正解率', 'pre\u0301cision', 'a\nb'])(
    'no line is wider than the terminal, from 20 to 300 columns (%s)',
    (metric) => {
      for (let columns = 20; columns <= 300; columns += columns < 24 ? 1 : 69) {
        for (const given of [{}, { epochs: 100, epochMs: 20 }, { epochs: 21, epochMs: 700 }, { until: { epoch: 2, batch: 2 } }]) {
          const { text } = play({ ...given, columns, metric, colour: '256' });
          expect(widest(text)).toBeLessThan(columns);
          expect(text).toContain('1/');
          expect(text).toContain('loss');
        }
      }
    },
  );

  test('the width is that of the moment', () => {
    const width = (write: number) => (write % 2 === 0 ? 120 : 40);
    const { writes } = play({ epochs: 60, epochMs: 700, width });
    for (const { text, columns } of writes) expect(widest(text)).toBeLessThan(columns);
  });

  test.each([20, 40, 60, 80, 100, 140, 200])('as a terminal of %i columns shows it', (columns) => {
    expect(
      play({ columns, epochs: 60, epochMs: 100, until: { epoch: 45 } })
        .before.split('\n')
        .at(-1),
    ).toMatchSnapshot();
  });

  test('of the held-out numbers the watched one stays longest', () => {
    const last = (given: Case) =>
      play({ ...given, columns: 65 })
        .after.split('\n')
        .at(-2);
    expect(last({})).toContain('held out: loss');
    expect(last({ monitor: 'val_accuracy' })).toContain('held out: accuracy');
  });

  test('colours are used where there are some, and no escape sequence but "clear to the end" elsewhere', () => {
    expect(play({ colour: '256' }).text).toContain('\x1b[32m━');
    expect(play({ colour: 'none' }).text.replaceAll('\x1b[K', '')).not.toContain('\x1b');
  });

  test('nothing is written where nothing was trained', () => {
    expect(play({ epochs: 0 }).text).toBe('');
  });

  test('a loss that is not finite is shown as it is', () => {
    let text = '';
    const progress = showProgress({ write: (part) => void (text += part), isTTY: true, columns: 80, colour: 'none' });
    progress.batch({ epoch: 1, epochs: 2, batch: 1, batches: 2, rows: 1, loss: NaN, learningRate: 1 });
    progress.end();
    expect(screen(text)).toBe('epoch 1/2 ━━━─── loss NaN\n');
  });
});

describe('elsewhere than on a terminal', () => {
  test('a line is written each tenth of the way, and the best epoch’s at the end', () => {
    expect(play({ isTTY: false, epochs: 40, epochMs: 20 }).text).toMatchInlineSnapshot(`
     "epoch  1/40  loss 2.0000  accuracy 0.0250  held out: loss 1.1650  accuracy 0.0125  best so far
     epoch  4/40  loss 0.5000  accuracy 0.1000  held out: loss 1.0900  accuracy 0.0500  best so far
     epoch  8/40  loss 0.2500  accuracy 0.2000  held out: loss 0.9900  accuracy 0.1000  best so far
     epoch 12/40  loss 0.1667  accuracy 0.3000  held out: loss 0.8900  accuracy 0.1500  best so far
     epoch 16/40  loss 0.1250  accuracy 0.4000  held out: loss 0.7900  accuracy 0.2000  best so far
     epoch 20/40  loss 0.1000  accuracy 0.5000  held out: loss 0.6900  accuracy 0.2500  best so far
     epoch 24/40  loss 0.0833  accuracy 0.6000  held out: loss 0.5900  accuracy 0.3000  best so far
     epoch 28/40  loss 0.0714  accuracy 0.7000  held out: loss 0.5100  accuracy 0.3500  best so far
     epoch 32/40  loss 0.0625  accuracy 0.8000  held out: loss 0.6100  accuracy 0.4000
     epoch 36/40  loss 0.0556  accuracy 0.9000  held out: loss 0.7100  accuracy 0.4500
     epoch 40/40  loss 0.0500  accuracy 1.0000  held out: loss 0.8100  accuracy 0.5000
     "
    `);
  });

  test('an epoch that turns out to be the best of all has its line below the last one, so that none runs backwards', () => {
    expect(
      play({ isTTY: false, epochs: 200, epochMs: 20, until: { epoch: 143 } })
        .text.split('\n')
        .slice(-4)
        .join('\n'),
    ).toMatchInlineSnapshot(`
     "epoch 140/200  loss 0.0143  accuracy 0.7000  held out: loss 0.5100  accuracy 0.3500
     epoch 143/200  loss 0.0140  accuracy 0.7150  held out: loss 0.5250  accuracy 0.3575
     best:  epoch 138/200  loss 0.0145  accuracy 0.6900  held out: loss 0.5000  accuracy 0.3450
     "
    `);
  });

  test('few epochs have a line each, with their time where it is slow', () => {
    expect(play({ isTTY: false, epochs: 3 }).text).toMatchInlineSnapshot(`
     "epoch 1/3  loss 2.0000  accuracy 0.3333  held out: loss 0.8567  accuracy 0.1667  2.0 s  best so far
     epoch 2/3  loss 1.0000  accuracy 0.6667  held out: loss 0.5233  accuracy 0.3333  2.0 s  best so far
     epoch 3/3  loss 0.6667  accuracy 1.0000  held out: loss 0.8100  accuracy 0.5000  2.0 s
     "
    `);
  });

  test('slow epochs have a line each, and one each minute within them', () => {
    const { text } = play({ isTTY: false, epochs: 100, epochMs: 200_000, batches: 40, until: { epoch: 2 } });
    expect(text).toMatchInlineSnapshot(`
     "epoch   1/100  batch 12/40  loss 1.7300  10.0 samples/s  5 h 32 min left
     epoch   1/100  batch 24/40  loss 1.5512  10.0 samples/s  5 h 31 min left
     epoch   1/100  batch 36/40  loss 1.4133  10.0 samples/s  5 h 30 min left
     epoch   1/100  loss 2.0000  accuracy 0.0100  held out: loss 1.1800  accuracy 0.0050  3 min 20 s  best so far
     epoch   2/100  batch 12/40  loss 0.9263  10.0 samples/s  5 h 29 min left
     epoch   2/100  batch 24/40  loss 0.8698  10.0 samples/s  5 h 28 min left
     epoch   2/100  batch 36/40  loss 0.8214  10.0 samples/s  5 h 27 min left
     epoch   2/100  loss 1.0000  accuracy 0.0200  held out: loss 1.1700  accuracy 0.0100  3 min 20 s  best so far
     "
    `);
  });

  test('the last epoch of a run that is stopped has a line', () => {
    expect(play({ isTTY: false, epochs: 1000, epochMs: 1, until: { epoch: 42 } }).text).toContain('epoch   42/1000');
  });

  test('there is neither colour nor an escape sequence, even where colour is forced', () => {
    expect(play({ isTTY: false, colour: 'truecolor' }).text).not.toContain('\x1b');
  });

  test('are the same in a terminal whose user wants plain text', () => {
    expect(play({ isPlain: true }).text).toBe(play({ isTTY: false }).text);
  });
});

test.each([true, false])('quiet means notes alone (terminal: %s)', (isTTY) => {
  expect(play({ isTTY, quiet: true, note: { after: 2, text: 'a warning' } }).text).toBe('a warning\n');
});
