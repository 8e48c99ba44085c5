import { backendOfProgram, engineNameOf, returnTo } from '../backend/backendInUse.ts';
import type { BackendChoice, Work } from '../backend/choose.ts';
import { BackendError } from '../errors.ts';
import { ensureBackend } from './ensureBackend.ts';

/** Told once which backend it is, and why. */
export type OnBackend = (info: { readonly name: string; readonly reason: string }) => void;

/** The backend of a training, which is chosen once it is known what the training computes. */
export interface TrainingBackend {
  /** Its name, once it is started. */
  readonly name: string | undefined;
  /** Where another was asked for than the one that a run began with, its name; else undefined. */
  other(name: string): string | undefined;
  /** Takes that of a run which goes on, unless another was asked for. */
  keep(name: string): void;
  /**
   * Makes TF.js compute on it. The first call decides: all folds of a validation are on one.
   * @returns What TF.js calls it, to return to where another call has set another since.
   */
  start(work: Work): Promise<string>;
}

/** @param choice What was asked for. Default: the one that the program has set, else the best one for the work. */
export function createTrainingBackend(choice: BackendChoice | undefined, onBackend?: OnBackend): TrainingBackend {
  let decided: { readonly name: string } | undefined;
  let kept: string | undefined;
  const set = choice === undefined ? nameOf(backendOfProgram()) : choice === 'auto' ? undefined : choice;
  return {
    get name() {
      return decided?.name;
    },
    other: (name) => (set === undefined || set === name ? undefined : set),
    keep(name) {
      if (set === undefined) kept = name;
    },
    async start(work) {
      if (set === 'webgpu') throw trainsNot();
      // It has started, and what the program has asked for stays asked for.
      if (decided !== undefined) returnTo(engineNameOf(decided.name));
      else if (kept === undefined) decided = await announced(ensureBackend(choice, work));
      else {
        const { name } = await ensureBackend(kept as BackendChoice, work);
        decided = await announced({ name, reason: `${name}: the run began on it` });
      }
      return engineNameOf(decided.name);
    },
  };

  async function announced<T extends Parameters<OnBackend>[0]>(chosen: T | Promise<T>): Promise<T> {
    const info = await chosen;
    onBackend?.(info);
    return info;
  }
}

const trainsNot = () =>
  new BackendError('backend', [
    {
      path: 'backend',
      expected: 'one whose numbers can be read at once, as each step of a training does',
      received: '"webgpu", which in Node gives them later',
      fix: 'train on "auto"; predict and evaluate run on it (predict --backend webgpu, in code after useBackend("webgpu"))',
    },
  ]);

/** TF.js calls the native bindings by another name. */
const nameOf = (engine: string | undefined): string | undefined => (engine === 'tensorflow' ? 'native' : engine);
