import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { drawTensor, dropoutMask } from '../../backend/drawn.ts';
import { everyLayer } from '../../model/everyLayer.ts';
import { markAlike } from '../../model/isPatched.ts';
import { alphaScale, dropToLowest } from '../../repairs/alphaDropout.ts';
import { onlyTensor } from '../../repairs/layerClass.ts';

type Tensors = Tensor | Tensor[];
type Call = (inputs: Tensors, options: { readonly training?: unknown }) => Tensors;

/** Fields of TF.js's layers that draw, private ones among them; each kind has some. */
interface DrawingLayer {
  call: Call;
  readonly rate: number;
  readonly stddev: number;
  readonly seed?: number | null;
  getNoiseShape(input: Tensor): readonly number[] | null | undefined;
  _getNoiseShape(inputs: Tensors): readonly number[];
  invokeCallHook(inputs: Tensors, options: object): void;
}

/** The same of cells of recurrent layers. */
interface DrawingCell {
  readonly call: Call;
  dropoutFunc?: ((ones: Tensor, rate: number) => Tensor) | undefined;
  /** Of stacked ones. */
  readonly cells?: readonly DrawingCell[];
}

/** The next key of one tensor, given the seed of a layer that has its own. */
export type NextKey = (seed?: number | null) => number;
/** Where keys come from now; undefined where TF.js is to draw as it does. */
export type KeysNow = () => NextKey | undefined;

/** All layers of these models and all cells of these, once each. */
export function layersAndCells(layersModels: readonly LayersModel[]): readonly object[] {
  const layers = layersModels.flatMap((layersModel) => everyLayer(layersModel.layers));
  return [...new Set(layers.flatMap((layer) => [layer, ...cellsOf((layer as unknown as { readonly cell?: DrawingCell }).cell)]))];
}

const cellsOf = (cell: DrawingCell | undefined): readonly object[] => (cell ? [cell, ...(cell.cells ?? []).flatMap(cellsOf)] : []);

/**
 * Makes a layer or cell draw by our keys, where it draws by code of TF.js's own: what the program draws, or has overridden, is left
 * alone.
 * @returns What puts it back; undefined where nothing was changed.
 */
export function drawByKeys(layerOrCell: object, keysNow: KeysNow): (() => void) | undefined {
  stock ??= stockCalls();
  const draw = stock.layers.get((layerOrCell as DrawingLayer).call);
  if (draw) return replaceCall(layerOrCell as DrawingLayer, draw, keysNow);
  const cell = layerOrCell as DrawingCell;
  return stock.cells.has(cell.call) && !cell.dropoutFunc ? replaceDropout(cell, keysNow) : undefined;
}

type Draw = (layer: DrawingLayer, x: Tensor, nextKey: () => number) => Tensor;

/** The methods of TF.js's classes, by which they are known: how we draw in the place of a layer's, and those of cells. */
interface StockCalls {
  readonly layers: ReadonlyMap<Call, Draw>;
  readonly cells: ReadonlySet<Call>;
}
let stock: StockCalls | undefined;

function stockCalls(): StockCalls {
  const { dropout, gaussianNoise, gaussianDropout, alphaDropout, simpleRNNCell, gruCell, lstmCell, convLstm2dCell } = tfl.layers;
  const name = 'any'; // else the names of the program's layers would count on from theirs
  const callOf = (one: unknown) => (one as { readonly call: Call }).call;
  return {
    layers: new Map([
      [callOf(dropout({ rate: 0, name })), drop], // and the call of spatialDropout1d
      [callOf(gaussianNoise({ stddev: 0, name })), addNoise],
      [callOf(gaussianDropout({ rate: 0, name })), multiplyByNoise],
      [callOf(alphaDropout({ rate: 0, name })), dropAlpha],
    ]),
    cells: new Set([
      ...[simpleRNNCell, gruCell, lstmCell].map((make) => callOf(make({ units: 1, name }))),
      callOf(convLstm2dCell({ filters: 1, kernelSize: 1, name })),
    ]),
  };
}

function replaceCall(layer: DrawingLayer, draw: Draw, keysNow: KeysNow): () => void {
  const { call } = layer;
  const ours: Call = (inputs, options) => {
    const [x, next] = [onlyTensor(inputs), keysNow()];
    const draws = options.training && x.dtype === 'float32' && !(layer.rate <= 0 || layer.rate >= 1); // noise that is added has no rate
    if (next === undefined || !draws) return call.call(layer, inputs, options);
    return tf.tidy(() => {
      layer.invokeCallHook(inputs, options);
      return draw(layer, x, () => next(layer.seed));
    });
  };
  markAlike(ours);
  layer.call = ours;
  return () => {
    if (layer.call === ours) delete (layer as Partial<DrawingLayer>).call; // that of its class is the one before
  };
}

/** TF.js asks for masks in training alone: for one that it uses and, where a cell has gates, for others that it does not. */
function replaceDropout(cell: DrawingCell, keysNow: KeysNow): () => void {
  const ours = (ones: Tensor, rate: number): Tensor => {
    const next = keysNow();
    return next === undefined || ones.dtype !== 'float32' ? tf.dropout(ones, rate) : drawTensor(ones.shape, dropoutMask(rate, next));
  };
  cell.dropoutFunc = ours;
  return () => {
    if (cell.dropoutFunc === ours) cell.dropoutFunc = undefined;
  };
}

const drop: Draw = (layer, x, nextKey) => tf.mul(x, drawTensor(layer.getNoiseShape(x) ?? x.shape, dropoutMask(layer.rate, nextKey)));

const addNoise: Draw = ({ stddev }, x, nextKey) => tf.add(drawTensor(x.shape, { kind: 'normal', parameters: [0, stddev], nextKey }), x);

const multiplyByNoise: Draw = ({ rate }, x, nextKey) =>
  tf.mul(x, drawTensor(x.shape, { kind: 'normal', parameters: [1, Math.sqrt(rate / (1 - rate))], nextKey }));

const dropAlpha: Draw = (layer, x, nextKey) => {
  const { rate } = layer;
  return dropToLowest(tf, x, drawTensor(layer._getNoiseShape(x), { kind: 'mask', parameters: [rate, alphaScale(rate)], nextKey }), rate);
};
