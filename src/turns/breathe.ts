/** Other work gets its turn this often, so that a signal is heard and a page stays alive. */
const BREATHE_MS = 16;
/** When it last did: of all that breathe, since one call after the other would else have so long for itself. */
let last = 0;

/** Waits for the next turn of the event loop where the last one is a while ago, else gives nothing to wait for. */
export type Breather = () => Promise<void> | undefined;

/** Gives one that throws the signal's reason when it is aborted. */
export function createBreather(signal: Pick<AbortSignal, 'throwIfAborted'> | undefined): Breather {
  const wait = async () => {
    await nextTurn();
    signal?.throwIfAborted();
    last = performance.now();
  };
  return () => {
    const now = performance.now();
    return last <= now && now < last + BREATHE_MS ? undefined : wait(); // clocks may be put back
  };
}

/** Leaves other work its turns while something is busy. Throws the signal's reason when it is aborted. */
export async function waitWhile(isBusy: () => boolean, signal: Pick<AbortSignal, 'throwIfAborted'> | undefined): Promise<void> {
  while (isBusy()) {
    await nextTurn();
    signal?.throwIfAborted();
  }
}

/** A page's shortest time-out is 4 ms, a message takes none; in Node setImmediate does not. */
function nextTurn(): Promise<void> {
  const immediate = (globalThis as { setImmediate?: (work: () => void) => void }).setImmediate;
  return new Promise((resolve) => {
    if (immediate !== undefined) immediate(resolve);
    else {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    }
  });
}
