import type { BackendName } from '../../backend/choose.ts';
import { findKind } from '../../spec/layers/find.ts';
import { layerKinds } from '../../spec/layers/table.ts';
import { runTrial } from './runTrial.ts';
import { samples } from './sampleNetworks.ts';
import { relativeDistance } from './trainSample.ts';
import type { TrainedSamples } from './tryLayers.ts';

/** How far weights may be from those of plain JavaScript, relative to the largest of them. */
export const MOST_DISTANCE = 1e-4;
/** What is compared with plain JavaScript, which stands first. */
export const comparedBackends = ['cpu', 'wasm', 'native'] as const satisfies readonly BackendName[];
export type ComparedBackend = (typeof comparedBackends)[number];

/** How the trainings of a kind of layer came out. */
export interface LayerFinding {
  /** The greatest relative distance of its samples; null where one does not train. */
  readonly distance: number | null;
  /** Why one does not train. */
  readonly refusal?: string;
}

/** By kind of layer, by backend. A backend that does not start is left out. */
export interface LayerComparison {
  readonly steps: 10;
  readonly backends: readonly ComparedBackend[];
  readonly layers: Readonly<Record<string, Readonly<Partial<Record<ComparedBackend, LayerFinding>>>>>;
}

/**
 * Trains every kind of layer for ten steps on each backend, each in a process of its own, from the same weights on the same numbers.
 * @throws Error where not even plain JavaScript works.
 */
export async function compareLayers(signal?: AbortSignal): Promise<LayerComparison> {
  const trained = new Map<ComparedBackend, TrainedSamples>();
  for (const backend of comparedBackends) {
    const told = await runTrial<TrainedSamples>('tryLayers', backend, signal);
    if (typeof told !== 'string') trained.set(backend, told);
    else if (backend === 'cpu') throw new Error(`plain JavaScript does not work: ${told}`);
  }
  return compareTrained(trained);
}

/** Compares what came of trainings that are done. @param trained With those on `cpu`. */
export function compareTrained(trained: ReadonlyMap<ComparedBackend, TrainedSamples>): LayerComparison {
  const expected = trained.get('cpu')!;
  const kinds = Object.keys(layerKinds).map((kind) => {
    const own = samples.filter((sample) => kindsOf(sample).includes(kind)).map(({ name }) => name);
    return [kind, Object.fromEntries([...trained].map(([backend, weights]) => [backend, findingOf(own, weights, expected)]))] as const;
  });
  return { steps: 10, backends: [...trained.keys()], layers: Object.fromEntries(kinds) };
}

/** Whether every kind trains to the same weights on every backend. */
export const agreesWholly = ({ layers }: LayerComparison): boolean =>
  Object.values(layers).every((findings) => Object.values(findings).every(agrees));

export const agrees = ({ distance }: LayerFinding): boolean => distance !== null && distance <= MOST_DISTANCE;

/** A dense layer beside others is only there so that a gradient must pass through them. */
function kindsOf({ network }: (typeof samples)[number]): readonly string[] {
  const all = network.layers.flatMap(({ type }) => findKind(type)?.type ?? []);
  const others = all.filter((type) => type !== 'dense');
  return others.length === 0 ? all : others;
}

function findingOf(names: readonly string[], weights: TrainedSamples, expected: TrainedSamples): LayerFinding {
  let distance = 0;
  for (const name of names) {
    const [own, other] = [weights[name]!, expected[name]!];
    if (typeof own === 'string') return { distance: null, refusal: `${name}: ${own}` };
    if (typeof other !== 'string') distance = Math.max(distance, relativeDistance(own, other));
  }
  return { distance };
}
