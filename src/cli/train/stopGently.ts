import type { Trainer } from '../../train/trainer.ts';
import type { Io } from '../io.ts';
import type { Progress } from '../progress.ts';

/** Takes the listener away; `stopped` tells whether the user asked for an end. */
export interface LetGo {
  (): void;
  readonly stopped: boolean;
}

/** Lets the first Ctrl-C end a run after the step that is running. The second one is the process's own, which ends at once. */
export function stopGently(io: Io, trainer: Pick<Trainer, 'stop'>, progress: Pick<Progress, 'note'>): LetGo {
  const { signal } = io;
  let stopped = false;
  const stop = () => {
    stopped = true;
    trainer.stop();
    progress.note('stopping after this step; what there is will be saved (Ctrl-C again quits at once)');
  };
  if (signal?.aborted === true) stop();
  else signal?.addEventListener('abort', stop, { once: true });
  return Object.defineProperty(() => signal?.removeEventListener('abort', stop), 'stopped', { get: () => stopped }) as LetGo;
}
