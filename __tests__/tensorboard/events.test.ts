import { expect, test } from '@jest/globals';
import { graphEvent, summaryEvent, versionEvent } from '../../src/tensorboard/event.ts';
import { graphDef, type GraphNode } from '../../src/tensorboard/graphDef.ts';
import { histogram, scalar } from '../../src/tensorboard/summary.ts';
import reference from './reference.json' with { type: 'json' };

const WALL_TIME = 1700000000.25;
const spread = Array.from({ length: 101 }, (_, i) => ((i * 37) % 101) / 64 - 0.5);
const nodes: readonly GraphNode[] = [
  { name: 'input', op: 'InputLayer', inputs: [], shapes: [[null, 28, 28, 1]] },
  { name: 'a/lstm', op: 'LSTM', inputs: ['input'], shapes: [[null, 300], [null, 300]] }, // prettier-ignore
  { name: 'add', op: 'Add', inputs: ['a/lstm', 'a/lstm:1'], shapes: [[4, 300]] },
];

const records: Readonly<Record<keyof typeof reference, Uint8Array>> = {
  version: versionEvent(WALL_TIME),
  scalars: summaryEvent([scalar('epoch_loss', 0.125), scalar('epoch_accuracy', 1 / 3), scalar('größe', -2)], 3, WALL_TIME),
  'first step': summaryEvent([scalar('epoch_loss', 0)], 0, WALL_TIME),
  'late step': summaryEvent([scalar('epoch_loss', NaN), scalar('epoch_mae', Infinity)], 5_000_000_000, WALL_TIME),
  histograms: summaryEvent(
    [histogram('dense_1/kernel', spread), histogram('dense_1/bias', new Float32Array(5).fill(0.5)), histogram('dense_2/bias', [])],
    7,
    WALL_TIME,
  ),
  graph: graphEvent(graphDef(nodes), WALL_TIME),
};

test.each(Object.keys(reference) as (keyof typeof reference)[])(
  "%s: the record is, byte for byte, that of TensorBoard's own writer",
  (name) => {
    expect(Buffer.from(records[name]).toString('base64')).toBe(reference[name]);
  },
);
