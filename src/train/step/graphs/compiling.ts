import { nativeBackend } from '../../../graph/binding.ts';
import type { Addon } from '../../../graph/library.ts';
import type { Loop } from '../../../graph/loop.ts';
import { sizeOf, typeNumbers } from '../../../graph/value.ts';
import { arrayTypes, type HeldTables } from './keptTables.ts';

/** A graph that XLA compiles in a thread of TensorFlow's, while others run. */
export interface Compiling {
  /**
   * Whether XLA has compiled it; has it begin at the first time.
   * @param isAwaited Where no step waits for it, XLA begins when it is done with all others: a run that is over by then asks for nothing,
   * and the process has no more than one to wait for at its end.
   * @throws Error where XLA refuses it, or takes too long.
   */
  isReady(isAwaited: boolean): boolean;
  /** Frees the graph as soon as XLA is done with it: TensorFlow does not survive it before. */
  free(): void;
}

const LONGEST_MS = 60_000;
const ASK_AGAIN_MS = 20;
/** A program may do something else for minutes meanwhile: that is not XLA's time. */
const LONGEST_PAUSE_MS = 1000;
const FREE_AGAIN_MS = 500;

/** Each asks whether what XLA is at work on is made. */
const atWork = new Set<() => boolean>();

function isAtWork(): boolean {
  for (const ask of atWork) {
    try {
      if (!ask()) return true;
    } catch {
      // refused: whoever asked for it hears of it
    }
  }
  return false;
}

/** @param hold Gives the tables, which are too large for others to stand for them. */
export function compileBeside(addon: Addon, graph: number, { fed, feeds, isReady }: Loop, hold?: () => HeldTables): Compiling {
  const { binding } = nativeBackend();
  /** In the place of values, of which only the shapes count. */
  let zeros: readonly number[] | undefined;
  let held: HeldTables | undefined;
  let state: 'unasked' | 'compiling' | 'ready' | 'refused' = 'unasked';
  let [asked, waited] = [0, 0];
  let release: (() => void) | undefined;
  let refusal: unknown;

  const inOrder = (others: readonly number[], tables: readonly number[]): readonly number[] => {
    let [other, table] = [0, 0];
    return fed.map(({ isTable }) => (isTable ? tables[table++]! : others[other++]!));
  };
  const end = (now: 'ready' | 'refused'): void => {
    state = now;
    atWork.delete(ask);
    for (const id of zeros ?? []) binding.deleteTensor(id);
    zeros = undefined;
    held?.letGo();
    release?.();
  };
  const ask = (): boolean => {
    zeros ??= fed
      .filter(({ isTable }) => !isTable)
      .map((slot) => binding.createTensor(slot.shape, typeNumbers[slot.type], new arrayTypes[slot.type as 'float32'](sizeOf(slot))));
    held ??= hold?.();
    state = 'compiling';
    atWork.add(ask);
    release ??= addon.outlast(ask);
    try {
      const [answer] = addon.run(graph, inOrder(zeros, held?.tensors ?? []), feeds, isReady!);
      const [isMade] = binding.tensorDataSync(answer!.id);
      binding.deleteTensor(answer!.id);
      if (isMade) end('ready');
      return Boolean(isMade);
    } catch (error) {
      refusal = error;
      end('refused');
      throw error;
    }
  };
  const freeLater = (): void => {
    const timer = setTimeout(() => {
      try {
        if (state === 'compiling' && !ask()) return freeLater();
      } catch {
        // It is over, too.
      }
      addon.free(graph);
    }, FREE_AGAIN_MS);
    (timer as unknown as { unref?(): void }).unref?.();
  };
  return {
    isReady(isAwaited) {
      if (state === 'ready') return true;
      if (state === 'refused') throw refusal;
      if (state === 'unasked' && !isAwaited && isAtWork()) return false;
      const now = performance.now();
      if (state !== 'unasked') {
        if (now - asked < ASK_AGAIN_MS) return false;
        waited += Math.min(now - asked, LONGEST_PAUSE_MS);
      }
      const isMade = ask();
      asked = performance.now();
      if (!isMade && waited > LONGEST_MS) throw new Error('XLA takes too long');
      return isMade;
    },
    free() {
      if (state === 'compiling') freeLater();
      else addon.free(graph);
    },
  };
}
