import type { layers as tfLayers, LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { cellKinds } from '../spec/layers/cells.ts';
import { layerKinds } from '../spec/layers/table.ts';
import { everyLayer } from './everyLayer.ts';
import { isPatched } from './isPatched.ts';

type Layer = tfLayers.Layer;

/** The layers, or the model itself, that run code of the program, by themselves or in a cell: it may read what the program changes anywhere. */
export const ownLayersOf = (layersModel: LayersModel): readonly Layer[] => [
  ...(runsOwn(layersModel) ? [layersModel] : []),
  ...everyLayer(layersModel.layers).filter((layer) => [layer, ...cellsOf(layer)].some(runsOwn)),
];

/** The cell of a recurrent layer, and those that it stacks. */
export function cellsOf(layer: object): readonly object[] {
  const { cell } = layer as { readonly cell?: object & { readonly cells?: readonly object[] } };
  return cell ? [cell, ...(cell.cells ?? [])] : [];
}

const runsOwn = (layer: object): boolean => isOwn(layer) || isPatched(layer);

/** Classes of TF.js are known by the names under which it saves them, which a class of the program that is derived from one inherits. */
function isOwn(layer: object): boolean {
  stockNames ??= new Set([
    ...[...Object.values(layerKinds), ...Object.values(cellKinds)].map(({ className }) => className),
    ...['Model', 'Functional', 'Sequential'],
  ]);
  const { className } = layer.constructor as { readonly className?: string };
  const known = tf.serialization.SerializationMap.getMap().classNameMap;
  return className === undefined || !stockNames.has(className) || known[className]?.[0] !== layer.constructor;
}
let stockNames: ReadonlySet<string> | undefined;
