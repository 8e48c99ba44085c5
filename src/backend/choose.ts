import { BackendError, closest, show } from '../errors.ts';

/** Fastest first: this is the order in which `auto` tries them. */
export const backendNames = ['native', 'wasm', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

/** What may be asked for. `auto` takes the fastest that starts. */
export type BackendChoice = 'auto' | BackendName;

export interface ChosenBackend {
  readonly name: BackendName;
  /** One line for a person: which backend, and why not a faster one. */
  readonly reason: string;
}

/** Starts a backend; answers undefined where it runs, or why it does not. */
export type StartBackend = (name: BackendName) => Promise<string | undefined>;

const fixes: Readonly<Record<BackendName, string>> = {
  native: 'netspec native install, or choose "auto", which takes the fastest that starts',
  wasm: 'choose "cpu", which runs everywhere',
  cpu: 'install the package again: @tensorflow/tfjs-backend-cpu belongs to it',
};

/**
 * Starts the backend that is asked for, or with `auto` the fastest that starts.
 * @throws BackendError where the one asked for is not known or does not start.
 */
export async function chooseBackend(choice: BackendChoice, start: StartBackend): Promise<ChosenBackend> {
  if (choice === 'auto') return chooseFastest(start);
  if (!backendNames.includes(choice)) throw unknownBackend(choice);
  const refusal = await start(choice);
  if (refusal !== undefined) {
    throw new BackendError('backend', [{ path: 'backend', expected: `"${choice}" to start`, received: refusal, fix: fixes[choice] }]);
  }
  return { name: choice, reason: `${choice}: asked for` };
}

async function chooseFastest(start: StartBackend): Promise<ChosenBackend> {
  const refusals: string[] = [];
  for (const name of backendNames) {
    const refusal = await start(name);
    if (refusal === undefined) return { name, reason: `${name}: ${refusals.length === 0 ? 'the fastest there is' : refusals.join('; ')}` };
    refusals.push(refusal);
  }
  throw new BackendError('backend', [{ path: 'backend', expected: 'one that starts', received: refusals.join('; '), fix: fixes.cpu }]);
}

function unknownBackend(choice: unknown): BackendError {
  const words = ['auto', ...backendNames];
  const near = typeof choice === 'string' ? closest(choice, words) : undefined;
  const expected = words.map((word) => `"${word}"`).join(', ');
  const fix = near === undefined ? {} : { fix: `did you mean "${near}"?` };
  return new BackendError('backend', [{ path: 'backend', expected: `one of ${expected}`, received: show(choice), ...fix }]);
}
