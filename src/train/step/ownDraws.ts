import type { LayersModel } from '@tensorflow/tfjs-layers';
import { keyFrom } from '../../backend/drawn.ts';
import { deriveSeed, withSeededRandom, type Random } from '../../random.ts';
import { drawByKeys, layersAndCells, type NextKey } from './drawingLayers.ts';

/** Masks and noise of a run: what its layers draw in training follows from the run's own random numbers. */
export interface OwnDraws {
  /**
   * Does the work of a step, not async, in which layers draw from the run's random numbers, one key for each tensor in the order in
   * which they are drawn. One with a seed of its own draws by that and the number of the step: TF.js would draw the same for ever.
   * What else takes random numbers of TF.js has them from the run as well.
   */
  during<T>(step: number, work: () => T): T;
  /** Gives the layers back as they were. */
  dispose(): void;
}

/** Decides what is drawn now; undefined outside of steps, where layers are TF.js's own. */
let nextKeyNow: NextKey | undefined;

/** Makes the layers of these models draw from our own random numbers while a step of ours runs. */
export function ownDraws(layersModels: readonly LayersModel[], random: Random): OwnDraws {
  const held = layersAndCells(layersModels).filter(hold);
  let step = 0;
  const nextKey: NextKey = (seed) => (typeof seed === 'number' ? deriveSeed(seed, 'mask', step) : keyFrom(random));
  return {
    during(now, work) {
      const before = nextKeyNow;
      step = now;
      nextKeyNow = nextKey;
      try {
        return withSeededRandom(random, work);
      } finally {
        nextKeyNow = before;
      }
    },
    dispose() {
      for (const target of held.splice(0)) giveBack(target);
    },
  };
}

/** What draws by our keys, and how many runs have made it: one model may be in several. */
const holds = new WeakMap<object, { count: number; readonly restore: () => void }>();

function hold(target: object): boolean {
  const present = holds.get(target);
  if (present) return ++present.count > 0;
  const restore = drawByKeys(target, () => nextKeyNow);
  if (restore) holds.set(target, { count: 1, restore });
  return restore !== undefined;
}

function giveBack(target: object): void {
  const present = holds.get(target)!;
  if (--present.count > 0) return;
  present.restore();
  holds.delete(target);
}
