import { BackendError, closest, show } from '../errors.ts';
import { ownCommand } from '../ownCommand.ts';

/** Those that train, fastest first where networks are large. */
export const trainingBackends = ['native', 'wasm', 'cpu'] as const;
/** All that may be asked for by name; `webgpu` is for answers, and never taken unasked, since its packages are the user's. */
export const backendNames = [...trainingBackends, 'webgpu'] as const;
export type TrainingBackendName = (typeof trainingBackends)[number];
export type BackendName = (typeof backendNames)[number];

/** What others call them. */
export const meantBackends: Readonly<Record<string, BackendName>> = { gpu: 'native', cuda: 'native', tensorflow: 'native' };

/** What may be asked for. `auto` takes the fastest for the work that starts. */
export type BackendChoice = 'auto' | BackendName;

/** What something takes on a backend, in nanoseconds. */
export interface Cost {
  /** Of what one thread does, however many there are. */
  readonly alone: number;
  /** On one thread, of what all threads share. */
  readonly shared: number;
}

/** What a training step is estimated to take. */
export interface StepCosts extends Readonly<Record<TrainingBackendName, Cost>> {
  /** On native bindings, where each operation is called by itself, and they have started. */
  readonly byOperations: Cost;
  /** Whether oneDNN's products and convolutions are sooner done on native bindings, or needed. */
  readonly wantsOneDnn: boolean;
}

/**
 * What is to be computed, as far as `auto` chooses by it: `tiny` is done by plain JavaScript before another backend has started,
 * `fewRows` are answered by WebAssembly before native bindings have started, `large` is not; a training step is what it costs on each.
 * It follows from the spec, the number of rows and that of threads alone, never from timings: the same seed on the same backend gives the same bits.
 */
export type Work = 'tiny' | 'fewRows' | 'large' | 'unknown' | StepCosts;

/** In which order `auto` tries the backends, and what makes the first of them the best. */
interface Plan {
  readonly order: readonly TrainingBackendName[];
  readonly because: string;
}

const plans: Readonly<Record<Extract<Work, string>, Plan>> = {
  tiny: { order: ['cpu', 'wasm', 'native'], because: 'the fastest for so little work' },
  fewRows: { order: ['wasm', 'native', 'cpu'], because: 'starts sooner than native' },
  large: { order: trainingBackends, because: 'the fastest there is' },
  unknown: { order: trainingBackends, because: 'the fastest for large networks' },
};

/** Of a step, by which backend is the best. */
const reasons: Readonly<Record<TrainingBackendName, string>> = {
  native: 'the fastest there is',
  wasm: 'faster than native for steps this small',
  cpu: 'the fastest for steps this small',
};

function planOf(costs: StepCosts, threads: number): Plan {
  // Each further thread counts half: two are often one core, and what they share ends with the slowest of them.
  const shares = 1 + (threads - 1) / 2;
  const time = (name: TrainingBackendName) => costs[name].alone + costs[name].shared / shares;
  const order = [...trainingBackends].sort((a, b) => time(a) - time(b));
  return { order, because: reasons[order[0]!] };
}

export interface ChosenBackend {
  readonly name: BackendName;
  /** One line for a person: which backend, and why not a faster one. */
  readonly reason: string;
}

/** Starts a backend; answers undefined where it runs, or why it does not. @throws BackendError where it knows another fix than below. */
export type StartBackend = (name: BackendName) => Promise<string | undefined>;

/** For one that the program has taken away: a process loads it once. */
export const removedFix = 'do not remove it, and start the process anew';
/** How to get each, or what to take instead. */
export const backendFixes: Readonly<Record<BackendName, string>> = {
  native: `${ownCommand('native install')}, or choose "auto", which takes the fastest that starts`,
  wasm: 'choose "cpu", which runs everywhere',
  cpu: removedFix, // TF.js itself comes with it
  webgpu: 'npm install @tensorflow/tfjs-backend-webgpu@4.22.0 webgpu (beside a driver for Vulkan, Metal or Direct3D), or choose "auto"',
};
/** What WebGPU needs besides its packages. */
export const graphicsDriverFix =
  'install a driver for the graphics card: for Vulkan on Linux (libvulkan1, and mesa-vulkan-drivers or that of its maker), Metal or Direct3D elsewhere; or choose "auto"';

/**
 * Starts the backend that is asked for, or with `auto` the fastest for the work that starts.
 * @param threads How many there are to share the work of native bindings; the others have one.
 * @throws BackendError where the one asked for is not known or does not start.
 */
export async function chooseBackend(
  choice: BackendChoice,
  start: StartBackend,
  work: Work = 'unknown',
  threads = 2,
): Promise<ChosenBackend> {
  if (choice === 'auto') return chooseFastest(start, typeof work === 'string' ? plans[work] : planOf(work, threads));
  if (!backendNames.includes(choice)) throw unknownBackend(choice);
  const refusal = await start(choice);
  if (refusal !== undefined) {
    throw new BackendError('backend', [
      { path: 'backend', expected: `"${choice}" to start`, received: refusal, fix: backendFixes[choice] },
    ]);
  }
  return { name: choice, reason: `${choice}: asked for` };
}

async function chooseFastest(start: StartBackend, { order, because }: Plan): Promise<ChosenBackend> {
  const refusals: string[] = [];
  for (const name of order) {
    const refusal = await start(name);
    if (refusal === undefined) return { name, reason: `${name}: ${refusals.length === 0 ? because : refusals.join('; ')}` };
    refusals.push(refusal);
  }
  throw new BackendError('backend', [
    { path: 'backend', expected: 'one that starts', received: refusals.join('; '), fix: backendFixes.cpu },
  ]);
}

function unknownBackend(choice: unknown): BackendError {
  const words = ['auto', ...backendNames];
  const near =
    typeof choice !== 'string' ? undefined : Object.hasOwn(meantBackends, choice) ? meantBackends[choice] : closest(choice, words);
  const expected = words.map((word) => `"${word}"`).join(', ');
  const fix = near === undefined ? {} : { fix: `did you mean "${near}"?` };
  return new BackendError('backend', [{ path: 'backend', expected: `one of ${expected}`, received: show(choice), ...fix }]);
}
