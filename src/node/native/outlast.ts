/** XLA takes some seconds for the largest graphs that it is given. */
const LONGEST_MS = 30_000;
const ASK_AGAIN_MS = 5;

const going = new Set<() => boolean>();
let isHeard = false;

/**
 * Has the process wait at its end, or the worker thread at its, for what goes on in a thread of TensorFlow, which is not to find that
 * TensorFlow has taken itself down. A process that is killed waits for nothing.
 * @param isOver Asked again and again then, at most for half a minute; that it throws means that it is. @returns Ends that.
 */
export function outlast(isOver: () => boolean): () => void {
  if (!isHeard) process.on('exit', waitForAll);
  isHeard = true;
  going.add(isOver);
  return () => void going.delete(isOver);
}

function waitForAll(): void {
  const sleeping = new Int32Array(new SharedArrayBuffer(4));
  const end = performance.now() + LONGEST_MS;
  for (const isOver of going) while (!orOver(isOver) && performance.now() < end) Atomics.wait(sleeping, 0, 0, ASK_AGAIN_MS);
}

function orOver(isOver: () => boolean): boolean {
  try {
    return isOver();
  } catch {
    return true;
  }
}
