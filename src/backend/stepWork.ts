import type { NormalisedLayer, NormalisedNetwork } from '../spec/normalised.ts';
import { product, type Shape } from '../spec/shape.ts';
import { inferShapes, type Node } from '../spec/shapes.ts';

/** What TF.js has to do in one training step, forward and backward, as far as it decides which backend does it sooner. */
export interface StepWork {
  /** Operations of TF.js, each of which costs something however small its tensors are. */
  readonly operations: number;
  /** Of matrix products and convolutions. */
  readonly multiplyAdds: number;
  /** Of tensors that go through all other operations, once for each. */
  readonly values: number;
  readonly weights: number;
}

/** Stands for a size that the data tell. */
const UNKNOWN_SIZE = 32;
// Operations as counted in steps of TF.js 4.22, forward and backward: besides those of layers, of a layer with weights and of one without.
const OF_A_STEP = 26;
const OF_WEIGHTS = 15;
const OF_OTHERS = 5;
/** Of one step of a recurrent layer. */
const ofRecurrence: Readonly<Record<string, number>> = { simpleRNN: 48, gru: 152, lstm: 139, convLstm2d: 190, rnn: 140 };
/** Layers that give the values they are given. */
const withoutWork: ReadonlySet<string> = new Set(['flatten', 'reshape', 'dropout']);
/** How often the values of a layer are gone through, forward and backward: its larger side counts. */
const OF_NORMALISATION = 15;
const passesOf = (type: string): number => (withoutWork.has(type) ? 0 : type.endsWith('Normalization') ? OF_NORMALISATION : OF_OTHERS);

/** It follows from the spec alone: what the data tell is guessed. */
export function stepWork(network: NormalisedNetwork, batchSize: number): StepWork {
  const { nodes } = inferShapes(network);
  const all = { operations: OF_A_STEP, multiplyAdds: 0, values: 0, weights: 0 };
  for (const { id, type, options, sharedWith } of network.layers) {
    const node = nodes.get(id);
    if (node === undefined) continue;
    const each = operationsOf({ type, options }, node);
    const steps = goesByStep({ type, options }) ? (node.inputShapes[0]?.[1] ?? UNKNOWN_SIZE) : 1;
    all.operations += each * steps;
    all.multiplyAdds += 3 * batchSize * forwardMultiplyAdds(type, node, steps);
    all.values +=
      batchSize *
      (each >= ofRecurrence['simpleRNN']!
        ? each * steps * (node.shape.at(-1) ?? UNKNOWN_SIZE)
        : passesOf(type) * Math.max(...[node.shape, ...node.inputShapes].map((shape) => sizeOf(shape.slice(1)))));
    if (sharedWith === undefined) for (const { shape } of node.weights) all.weights += sizeOf(shape);
  }
  return all;
}

type Typed = Pick<NormalisedLayer, 'type' | 'options'>;

/** TF.js takes one step of the sequence after another. */
const goesByStep = ({ type }: Typed): boolean => type in ofRecurrence || type === 'bidirectional' || type === 'timeDistributed';

function operationsOf({ type, options }: Typed, node: Node): number {
  if (type === 'bidirectional') return 2 * (ofRecurrence[(options['layer'] as { readonly type: string }).type] ?? ofRecurrence['rnn']!);
  return ofRecurrence[type] ?? (node.weights.length > 0 ? OF_WEIGHTS : OF_OTHERS);
}

/** A kernel is used once at each place of what comes out (transposed, of what goes in), or once at each step. */
function forwardMultiplyAdds(type: string, { shape, inputShapes, weights }: Node, steps: number): number {
  const places = steps > 1 ? steps : placesOf(type.endsWith('Transpose') ? inputShapes[0]! : shape);
  return weights.reduce((sum, { name, shape: kernel }) => sum + (name.endsWith('kernel') ? sizeOf(kernel) * places : 0), 0);
}

/** [batch, height, width, channels] -> height * width */
const placesOf = (shape: Shape): number => sizeOf(shape.slice(1, -1));

const sizeOf = (shape: Shape): number => product(shape.map((size) => size ?? UNKNOWN_SIZE)) ?? 0;
