import { describe, expect, test } from '@jest/globals';
import { showProgress } from '../../src/cli/progress.ts';

function watch(isTTY: boolean, epochs: number, now = () => 0) {
  let text = '';
  const output = { write: (part: string) => void (text += part), isTTY, columns: 60, colour: 'none' as const };
  const progress = showProgress(output, now);
  for (let epoch = 1; epoch <= epochs; epoch++)
    progress.show({ epoch, epochs, metrics: { loss: 1 / epoch, val_loss: 2 / epoch, val_accuracy: 0.5 } });
  progress.end();
  return text;
}

describe('elsewhere than on a terminal', () => {
  test('a line is written each tenth of the way', () => {
    expect(watch(false, 40)).toMatchInlineSnapshot(`
     "epoch  1/40  loss 1.0000  held out: loss 2.0000  accuracy 0.5000
     epoch  4/40  loss 0.2500  held out: loss 0.5000  accuracy 0.5000
     epoch  8/40  loss 0.1250  held out: loss 0.2500  accuracy 0.5000
     epoch 12/40  loss 0.0833  held out: loss 0.1667  accuracy 0.5000
     epoch 16/40  loss 0.0625  held out: loss 0.1250  accuracy 0.5000
     epoch 20/40  loss 0.0500  held out: loss 0.1000  accuracy 0.5000
     epoch 24/40  loss 0.0417  held out: loss 0.0833  accuracy 0.5000
     epoch 28/40  loss 0.0357  held out: loss 0.0714  accuracy 0.5000
     epoch 32/40  loss 0.0313  held out: loss 0.0625  accuracy 0.5000
     epoch 36/40  loss 0.0278  held out: loss 0.0556  accuracy 0.5000
     epoch 40/40  loss 0.0250  held out: loss 0.0500  accuracy 0.5000
     "
    `);
  });

  test('few epochs have a line each', () => {
    expect(watch(false, 3).split('\n')).toHaveLength(4);
  });
});

describe('on a terminal', () => {
  test('one line is written over, cut to the width, and completed at the end', () => {
    let at = 0;
    expect(watch(true, 3, () => (at += 60))).toBe(
      '\repoch 1/3  loss 1.0000  held out: loss 2.0000  accuracy 0.5\x1b[K' +
        '\repoch 2/3  loss 0.5000  held out: loss 1.0000  accuracy 0.5\x1b[K' +
        '\repoch 3/3  loss 0.3333  held out: loss 0.6667  accuracy 0.5\x1b[K' +
        '\repoch 3/3  loss 0.3333  held out: loss 0.6667  accuracy 0.5\x1b[K\n',
    );
  });

  test('it is refreshed no more often than an eye can follow, and the last epoch is always shown', () => {
    expect(watch(true, 1000).match(/\r/g)).toHaveLength(2);
    expect(watch(true, 1000)).toContain('epoch 1000/1000');
  });

  test('nothing is written where nothing was trained', () => {
    expect(watch(true, 0)).toBe('');
  });
});
