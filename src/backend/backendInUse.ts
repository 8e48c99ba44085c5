import { tf } from '#tf';

/** The one that the program has asked for, by `useBackend` or by a `tf.setBackend` that was noticed; by TF.js's name. */
let asked: string | undefined;
/** The one that netspec has taken by itself. */
let taken: string | undefined;
/** The one that TF.js was on when it was last set or looked at here; none or empty before. */
let known: string | undefined;
/** While netspec tries backends, none of them is the program's. */
let isTrying = false;

/**
 * The backend that the program has set, by `useBackend` or `tf.setBackend`; undefined where it has set none. Plain JavaScript that
 * `tf.setBackend` set counts as set by nobody where TF.js may have taken it by itself, as it does as soon as a tensor is made.
 * It need not be in use, since a training that runs besides puts its own back.
 */
export function backendOfProgram(): string | undefined {
  notice();
  const current = tf.getBackend();
  if (asked !== undefined && tf.findBackendFactory(asked) !== null) return asked;
  if (!current || current === taken) return undefined;
  return current === 'cpu' && !isSurelySet() ? undefined : current;
}

/** Whether plain JavaScript is what TF.js computes on before anything was chosen here, so that the program may have set it. */
export const isMaybeSet = (): boolean => tf.getBackend() === 'cpu' && asked === undefined && taken === undefined;

/** TF.js by itself takes the backend that has registered the highest priority: here another. */
function isSurelySet(): boolean {
  const { cpu, ...others } = tf.engine().registryFactory;
  return isMaybeSet() && Object.values(others).some(({ priority }) => priority > (cpu?.priority ?? 0));
}

/** Sees to a backend that the program has set since the last look. By itself TF.js leaves one only once that is removed. */
function notice(): void {
  const current = tf.getBackend();
  if (isTrying) return;
  if (known && current !== known && tf.findBackendFactory(known) !== null) asked = current;
  known = current;
}

/** TF.js calls the native bindings by another name. */
export const engineNameOf = (name: string): string => (name === 'native' ? 'tensorflow' : name);

/**
 * Sets the backend that `start` comes to, and remembers for whom. One that netspec takes holds as little as what the program had asked
 * for.
 */
export async function setFor<T extends { readonly name: string }>(whom: 'program' | 'netspec', start: () => Promise<T>): Promise<T> {
  isTrying = true;
  try {
    const started = await start();
    const backend = engineNameOf(started.name);
    void tf.setBackend(backend); // one that has started is set before the call returns
    if (whom === 'program') asked = backend;
    else [asked, taken] = [undefined, backend];
    return started;
  } finally {
    isTrying = false;
    known = tf.getBackend();
  }
}

/** Goes on with a backend that is started and was in use before, whichever has been set since; with the one in use where it is gone. */
export function returnTo(backend: string): void {
  if (tf.getBackend() === backend || tf.findBackendFactory(backend) === null) return;
  asked = backendOfProgram();
  void tf.setBackend(backend);
  taken = backend;
  if (!isTrying) known = backend;
}

/** Remembers which backend is in use, and whose it is. @returns What puts both back. */
export function rememberBackend(): () => void {
  const [backend, wanted] = [tf.getBackend(), backendOfProgram()];
  return () => {
    if (backend) returnTo(backend);
    asked = wanted;
  };
}
