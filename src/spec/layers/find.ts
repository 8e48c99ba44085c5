import type { LayerKind } from '../kind.ts';
import { allTypes, lookUpKind } from './registry.ts';
import { layerKinds } from './table.ts';

/** The kind of a type or of one of its aliases, registered kinds included. */
export const findKind = (type: string): LayerKind | undefined =>
  // Reading the table makes sure that it has been filled in.
  Object.hasOwn(layerKinds, type) ? layerKinds[type as keyof typeof layerKinds] : lookUpKind(type);

/** Every type that may be written, aliases and registered kinds included. */
export const knownLayerTypes = (): string[] => allTypes();
