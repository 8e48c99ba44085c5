import type { layers as tfLayers, LayersModel } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { nanosecondsOf } from '../backend/work.ts';
import { ownLayersOf } from './ownLayers.ts';

type Layer = tfLayers.Layer;
type Sizes = readonly (number | null)[];

/** Numbers that the largest layer may answer at once: 64 MB. */
const MOST_NUMBERS = 2 ** 24;
const MOST_ROWS = 1024;
/** As many as `predict` of Keras and TF.js has in a batch: layers of the program may look at all rows of it. */
const OWN_ROWS = 32;
/** So long a batch may keep other work from its turn, by an estimate: what else the machine does may double it. */
const MOST_NANOSECONDS = 8e6;
/** Each batch goes once over all weights, which takes as long as some products with them: so many are to come with it. */
const PRODUCTS_PER_WEIGHT = { cpu: 32, wasm: 64 } as const;
/** Recurrent layers go over their weights at each step, and other work waits for all of them: rather fewer. */
const PRODUCTS_PER_STEP = 32;
/** Steps of a sequence of any length. */
const UNKNOWN_SIZE = 32;

/** What was worked out for layers of TF.js, which takes as long as to answer a row, by backend. */
const known = new WeakMap<LayersModel, Record<string, number>>();

/**
 * How many rows a batch is to have: as many as the largest layer can answer in bounded memory, and where the backend computes on this
 * thread, as many as leave other work its turn in time; 32 at most where code of the program is in the network now. All else follows from
 * the network and the backend alone, as they are when a model is first asked.
 * @param rows How many there are. So few that they are one batch in any case are not worth a look at the layers.
 */
export function rowsAtOnce(layersModel: LayersModel, rows: number): number {
  const byBackend = known.get(layersModel) ?? {};
  known.set(layersModel, byBackend);
  const backend = tf.getBackend();
  const size = (byBackend[backend] ??= workOut(layersModel, backend));
  const ownSize = Math.min(size, OWN_ROWS);
  return rows > ownSize && ownLayersOf(layersModel).length > 0 ? ownSize : size;
}

function workOut(layersModel: LayersModel, backend: string): number {
  const sizes = sizesOf(layersModel);
  const most = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_NUMBERS / Math.max(...sizes))));
  if (backend !== 'cpu' && backend !== 'wasm') return most;
  const { multiplyAdds, weights, isByStep } = workOf(layersModel);
  const values = sizes.reduce((all, size) => all + size, 0);
  const inTime = MOST_NANOSECONDS / nanosecondsOf(backend, { multiplyAdds, values });
  const worthIt = Math.max(isByStep ? PRODUCTS_PER_STEP : 1, (PRODUCTS_PER_WEIGHT[backend] * weights) / Math.max(1, multiplyAdds));
  return Math.min(most, 2 ** Math.floor(Math.log2(Math.max(inTime, worthIt))));
}

/** Numbers that each layer answers a row; sizes that vary count as 1. */
const sizesOf = ({ layers }: LayersModel): readonly number[] =>
  layers.flatMap((layer) => outputShapesOf(layer).map((shape) => productOf(shape.slice(1), 1)));

/** At each place where a layer is used: they may be of other shapes. */
const outputShapesOf = ({ inboundNodes }: Layer): readonly Sizes[] =>
  inboundNodes.flatMap(({ outputShapes }) => shapesOf(outputShapes as Sizes | readonly Sizes[]));

interface RowWork {
  readonly multiplyAdds: number;
  /** Over which each batch goes. */
  readonly weights: number;
  readonly isByStep: boolean;
}

/** What a row takes. */
function workOf(layersModel: LayersModel): RowWork {
  let [multiplyAdds, weights, isByStep] = [0, 0, false];
  for (const layer of leavesOf(layersModel.layers)) {
    const shapes = layer.inboundNodes.flatMap(({ inputShapes, outputShapes }) =>
      [inputShapes, outputShapes].flatMap((all) => shapesOf(all as Sizes | readonly Sizes[])),
    );
    const places = Math.max(...shapes.map(placesOf));
    isByStep ||= goesByStep(layer);
    for (const { originalName, shape } of layer.weights) {
      if (!originalName.endsWith('kernel')) continue;
      const size = productOf(shape, 1);
      weights += size;
      multiplyAdds += size * places;
    }
  }
  return { multiplyAdds, weights, isByStep };
}

/** Those of models within models in their place. */
const leavesOf = (layers: readonly Layer[]): readonly Layer[] =>
  layers.flatMap((layer) => (layer instanceof tfl.LayersModel ? leavesOf(layer.layers) : [layer]));

/** Recurrent layers, and those that have one in each direction. */
const goesByStep = (layer: Layer): boolean => layer instanceof tfl.RNN || 'forwardLayer' in layer;

/** How often a kernel is used for a row, about: [batch, steps, values] -> steps, [batch, height, width, channels] -> height * width. */
const placesOf = (shape: Sizes): number => productOf(shape.slice(1, -1), UNKNOWN_SIZE);

const shapesOf = (shape: Sizes | readonly Sizes[]): readonly Sizes[] =>
  Array.isArray(shape[0]) ? (shape as readonly Sizes[]) : [shape as Sizes];

const productOf = (sizes: Sizes, unknown: number): number => sizes.reduce<number>((all, size) => all * (size ?? unknown), 1);
