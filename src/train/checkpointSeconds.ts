import { number } from '../spec/option.ts';

/** Seconds between two checkpoints, however they are asked for. */
export const checkpointSeconds = number({ minimum: 0 })({ doc: 'Seconds between two checkpoints at most.', default: 30 });
