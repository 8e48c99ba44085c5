import type { Trainer } from '../../train/trainer.ts';

/** Takes the listener away; `stopped` tells whether the user asked for an end. */
export interface LetGo {
  (): void;
  readonly stopped: boolean;
}

/** Lets the first Ctrl-C end a run after the step that is running. The second one is the process's own, which ends at once. */
export function stopGently(signal: AbortSignal | undefined, trainer: Pick<Trainer, 'stop' | 'ended'>, onStop: () => void): LetGo {
  let stopped = false;
  const stop = () => {
    if (trainer.ended !== undefined) return; // it is being saved
    stopped = true;
    trainer.stop();
    onStop();
  };
  if (signal?.aborted === true) stop();
  else signal?.addEventListener('abort', stop, { once: true });
  return Object.defineProperty(() => signal?.removeEventListener('abort', stop), 'stopped', { get: () => stopped }) as LetGo;
}
