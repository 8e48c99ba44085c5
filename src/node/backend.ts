import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { tf } from '#tf';
import { engineNameOf, setFor } from '../backend/backendInUse.ts';
import { chooseBackend, removedFix, type BackendChoice, type BackendName, type ChosenBackend, type Work } from '../backend/choose.ts';
import { startAside } from '../backend/startAside.ts';
import { nativeSettings } from '../backend/nativeSettings.ts';
import { BackendError } from '../errors.ts';
import { repairKernels } from '../backend/kernels/register.ts';
import { fuseLstm } from '../backend/recurrent/fuseLstm.ts';
import { rollRecurrent } from '../graph/rollRecurrent.ts';
import { loadKernels, readKernelsFrom } from '../repairs/stockKernels.ts';
import { offerNativeGraphs } from './native/graphs.ts';
import { startNative } from './native/startNative.ts';
import { firstLine } from './reason.ts';
import { version } from './version.ts';
import { startWebgpu } from './webgpu.ts';
import { withRelaxedSimd } from './withRelaxedSimd.ts';

const load = createRequire(import.meta.url);
for (const name of ['cpu', 'wasm']) readKernelsFrom(name, () => readFileSync(load.resolve(`@tensorflow/tfjs-backend-${name}`), 'utf8'));

const starters: Readonly<Record<BackendName, (work: Work | undefined) => Promise<string | undefined>>> = {
  native,
  wasm: startWasm,
  cpu: startCpu,
  webgpu,
};
/** What became of each that was tried: loading is done once a process. */
const started = new Map<BackendName, Promise<string | undefined>>();

/**
 * Makes TF.js run on the backend asked for; loads only the packages that this needs.
 * @param choice `auto` takes native bindings where they load, else WebAssembly, else plain JavaScript, whatever is to be computed.
 * Default: `auto`. What is computed afterwards stays on it, however small it is, unless a call names another.
 * @returns Which one it is, and why, in one line.
 * @throws BackendError where the one asked for is not known, not installed or does not start.
 */
export async function useBackend(choice: BackendChoice = 'auto'): Promise<ChosenBackend> {
  return await inTurn(() => setFor('program', () => startChosen(choice)));
}

/** The same as `useBackend`, but for netspec itself: a later call may take another. */
export async function takeBackend(choice: BackendChoice, work?: Work): Promise<ChosenBackend> {
  return await inTurn(() => setFor('netspec', () => startChosen(choice, work)));
}

let last: Promise<unknown> = Promise.resolve();

/** Of calls at once each sets its backend after the one before: the last one decides, however long each takes to start. */
function inTurn<T>(set: () => Promise<T>): Promise<T> {
  const own = last.then(set);
  last = own.catch(() => undefined);
  return own;
}

const startChosen = (choice: BackendChoice, work?: Work): Promise<ChosenBackend> =>
  chooseBackend(choice, (name) => startOnce(name, choice === name, work), work, availableParallelism());

async function startOnce(name: BackendName, isAsked: boolean, work: Work | undefined): Promise<string | undefined> {
  const running = started.get(name) ?? starters[name](work);
  started.set(name, running);
  const refusal = await running;
  if (refusal !== undefined || tf.findBackendFactory(engineNameOf(name)) !== null) return refusal;
  const received = `"${name}" was removed by the program (tf.removeBackend), and cannot be loaded twice`;
  if (!isAsked) return received;
  throw new BackendError('backend', [{ path: 'backend', expected: `"${name}" to start`, received, fix: removedFix }]);
}

/** The first work decides how its library is loaded, which is once. */
async function native(work: Work | undefined): Promise<string | undefined> {
  const settings = nativeSettings(work);
  const refusal = await startNative(undefined, settings);
  if (refusal !== undefined) return refusal;
  await repairKernels('tensorflow');
  rollRecurrent();
  fuseLstm(); // asked first
  offerNativeGraphs(tf.findBackend('tensorflow'), await version(), settings);
  return undefined;
}

async function webgpu(): Promise<string | undefined> {
  const refusal = await startWebgpu();
  if (refusal === undefined) await repairKernels('webgpu');
  return refusal;
}

async function startWasm(): Promise<string | undefined> {
  const before = new Set([...process.listeners('uncaughtException'), ...process.listeners('unhandledRejection')]);
  try {
    await startAside('wasm', () => loadKernels(tf, 'wasm', () => void load('@tensorflow/tfjs-backend-wasm')));
  } catch (error) {
    return `WebAssembly does not start: ${firstLine(error)}`;
  } finally {
    removeRethrowers(before);
  }
  await withRelaxedSimd(() => repairKernels('wasm'));
  return undefined;
}

/** Its WebAssembly runtime catches every error of the process only to throw it again, with 200 lines of its own source before it. */
function removeRethrowers(before: ReadonlySet<unknown>): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before.has(listener) && /throw (ex|reason)/.test(String(listener))) process.removeListener(event, listener);
    }
  }
}

/** It comes with TF.js (tf.ts). */
async function startCpu(): Promise<undefined> {
  await repairKernels('cpu');
}
