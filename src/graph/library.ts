import { tf } from '#tf';

/** What a backend that runs graphs of TensorFlow offers: tfjs-node's addon. */
export interface Addon {
  /** Loads a graph from the bytes of its file `saved_model.pb`. @throws Error where TensorFlow refuses it. */
  load(file: Uint8Array): number;
  /**
   * @param tensors Numbers of the tensors that are fed, in the order of `inputs`.
   * @param inputs Names of values with a comma in between; so are `outputs`.
   */
  run(graph: number, tensors: readonly number[], inputs: string, outputs: string): readonly TensorMade[];
  free(graph: number): void;
  /** Has the process not end before something in a thread of TensorFlow is over, which is asked again and again then; what it gives ends that. */
  outlast(isOver: () => boolean): () => void;
  /** Where there is room for texts that later processes on this machine find again, unless something changes the speed of graphs. */
  readonly memory?: Memory;
}

/** Never throws: what cannot be read is as nothing, and what cannot be written is lost. */
export interface Memory {
  read(name: string): string | undefined;
  /** Writes what nobody has written before: of several processes at once, that of the first stays. */
  claim(name: string, text: string): void;
}

/** A tensor that the addon has made: the receiver's to free. */
export interface TensorMade {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

const addons = new WeakMap<object, Addon>();

/** Makes graphs run on a backend. */
export const offerGraphs = (backend: object, addon: Addon): void => void addons.set(backend, addon);

/** Undefined where the backend runs no graphs. */
export const addonNow = (): Addon | undefined => addons.get(tf.backend());
