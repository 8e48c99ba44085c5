import type { LayersModel } from '@tensorflow/tfjs-layers';
import { everyLayer } from './everyLayer.ts';

type Owner = Readonly<Record<string, unknown>>;

/** The arguments of layers, such as the rate of a dropout: a program may change them between two steps. */
export interface LayerSettings {
  /** Takes them as they are now. */
  keep(): void;
  /** Whether any is another than when they were taken. */
  haveChanged(): boolean;
}

/** Changed by ourselves, from step to step. */
const OURS = 'seed';

/** Those of all layers of a model, wrapped ones and cells included. */
export function createLayerSettings(layersModel: LayersModel): LayerSettings {
  let known: { readonly owner: Owner; readonly name: string; readonly value: unknown }[] = [];
  return {
    keep() {
      known = everyLayer(layersModel.layers)
        .flatMap(withCells)
        .flatMap((owner) =>
          Object.entries(owner).flatMap(([name, value]) => (isSetting(value) && name !== OURS ? [{ owner, name, value }] : [])),
        );
    },
    haveChanged() {
      for (let i = 0; i < known.length; i++) {
        const { owner, name, value } = known[i]!;
        if (!Object.is(owner[name], value)) return true;
      }
      return false;
    },
  };
}

function withCells(layer: object): readonly Owner[] {
  const { cell } = layer as { readonly cell?: object & { readonly cells?: readonly object[] } };
  return [layer, ...(cell ? [cell, ...(cell.cells ?? [])] : [])] as readonly Owner[];
}

const isSetting = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
