import type { Snapshot, Stateful } from '../snapshot.ts';
import type { Clip } from './clips.ts';
import type { Loops } from './loops.ts';
import { nothing, type Move } from './move.ts';
import type { Gradients } from './optimizer.ts';

/** A whole change of the weights, as Optimizer.apply makes it, that also says whether there was one. */
export interface Update<A = Float32Array> extends Stateful {
  apply(weights: readonly A[], gradients: Gradients<A>, learningRate: number): boolean;
}

interface Chain<A> {
  readonly loops: Loops<A>;
  readonly clips: readonly Clip[];
  readonly move: Move<A>;
  /** A factor on the learning rate for each parameter. */
  readonly multipliers: readonly number[];
  /**
   * How strongly each parameter is drawn towards 0 before it moves, apart from the gradient: w -= learningRate * decay * w (Loshchilov
   * and Hutter 2019, with the learning rate in it as Keras and PyTorch have it).
   */
  readonly decays: readonly number[];
}

/** Clips gradients, and moves the weights. */
export function chain<A>({ loops, clips, move, multipliers, decays }: Chain<A>): Update<A> {
  const links = [...clips.map(() => nothing), ...(decays.some((decay) => decay > 0) ? [nothing] : []), ...move.links];
  return {
    apply(weights, gradients, learningRate) {
      for (let c = 0; c < clips.length; c++) clips[c]!(loops, gradients);
      move.begin?.();
      for (let i = 0; i < weights.length; i++) {
        const gradient = gradients[i];
        if (gradient !== undefined) move.apply(i, weights[i]!, gradient, learningRate * multipliers[i]!, learningRate * decays[i]!);
      }
      return true;
    },
    save: () => links.map((link) => link.save()),
    restore: (saved) => links.forEach((link, i) => link.restore((saved as readonly Snapshot[])[i]!)),
  };
}
