import type { Surroundings } from './places.ts';

/** What every part of an installation needs to know. */
export interface InstallContext extends Surroundings {
  readonly signal?: AbortSignal | undefined;
  /** Told of each step, in one line without its end. */
  readonly progress: (line: string) => void;
}
