import { UsageError } from '../errors.ts';

/** What a run does: one thing at a time, so that no step trains the weights that are looked at. */
export interface Turns {
  /** @throws UsageError while an epoch runs, a model is looked at, or the run is finished. */
  requireFree(): void;
  /** An epoch, or the end, after which nothing comes. Taken before it returns. @throws as `requireFree`. */
  take<T>(turn: Turn, work: () => Promise<T>): Promise<T>;
  /** Waits for what the program does, which may look at models; and for the looks that have not ended then. */
  pause<T>(work: () => Promise<T>): Promise<T>;
  /** @throws UsageError while another look has not ended, or an epoch runs that is not in a pause. */
  look<T>(work: () => Promise<T>): Promise<T>;
  /** No model is looked at from now on. */
  endLooks(): void;
  /** Tells that the program has its turn otherwise. */
  tell(): void;
  /** How often the program has had its turn. */
  readonly count: number;
  /** Whether the end is under way, or over. */
  readonly isFinishing: boolean;
}

type Turn = 'epoch' | 'finish';

export function createTurns(): Turns {
  let turn: Turn | undefined;
  let pauses = 0;
  let count = 0;
  let look: Promise<void> | undefined;
  let mayLook = true;

  function requireFree(): void {
    if (turn !== undefined) throw refuse(during[turn]);
    if (look !== undefined) throw refuse(whileLooking);
  }
  return {
    requireFree,
    async take(next, work) {
      requireFree();
      turn = next;
      try {
        return await work();
      } finally {
        if (next === 'epoch') turn = undefined;
      }
    },
    async pause(work) {
      pauses++;
      count++;
      try {
        return await work();
      } finally {
        while (look !== undefined) await look;
        pauses--;
      }
    },
    async look(work) {
      if (look !== undefined) throw refuse(secondLook);
      if (turn !== undefined && (pauses === 0 || !mayLook)) throw refuse(lookDuring[turn]);
      let end: () => void = () => undefined;
      look = new Promise((resolve) => (end = resolve));
      try {
        return await work();
      } finally {
        look = undefined;
        end();
      }
    },
    endLooks() {
      mayLook = false;
    },
    tell() {
      count++;
    },
    get count() {
      return count;
    },
    get isFinishing() {
      return turn === 'finish';
    },
  };
}

interface Refusal {
  readonly expected: string;
  readonly received: string;
  readonly fix: string;
}

const during: Readonly<Record<Turn, Refusal>> = {
  epoch: {
    expected: 'one epoch after the other',
    received: 'a call while one runs',
    fix: 'the epoch before has not ended: await next()',
  },
  finish: {
    expected: 'one that still has its model',
    received: 'one that is being finished',
    fix: 'use the Model that finish() gives: await finish()',
  },
};
const whileLooking: Refusal = {
  expected: 'a run that waits while its model is looked at',
  received: 'a call from within look',
  fix: 'the look has not ended: await look()',
};
const secondLook: Refusal = {
  expected: 'one look at a time',
  received: 'another one',
  fix: 'the look before has not ended: await look()',
};
const lookDuring: Readonly<Record<Turn, Refusal>> = {
  epoch: {
    expected: 'a run that waits while its model is looked at',
    received: 'a look while an epoch runs',
    fix: 'await next(), or look from within a callback',
  },
  finish: during.finish,
};

const refuse = (refusal: Refusal) => new UsageError('the trainer', [{ path: 'trainer', ...refusal }]);

/** What an epoch or a look that was under way ends with. */
export const disposedMeanwhile = (during: 'epoch' | 'look') =>
  refuse({
    expected: 'one that still has its model',
    ...(during === 'epoch'
      ? { received: 'one that was disposed while an epoch ran', fix: 'stop() it and await next() before, or end it by a signal' }
      : { received: 'one that was disposed while a model was looked at', fix: 'await look() before' }),
  });
