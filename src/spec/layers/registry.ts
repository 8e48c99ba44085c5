import type { LayerKind } from '../kind.ts';

/** Every kind of layer that may be written, by type and by alias. The table fills it; `registerKind` adds to it. */
const kinds = new Map<string, LayerKind>();

export function addKind(kind: LayerKind): void {
  for (const type of [kind.type, ...(kind.aliases ?? [])]) kinds.set(type, kind);
}

export const lookUpKind = (type: string): LayerKind | undefined => kinds.get(type);
export const allTypes = (): string[] => [...kinds.keys()];
