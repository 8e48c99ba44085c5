import { tf } from '#tf';

/**
 * Makes a backend of TF.js that takes time to start, without one that is starting: while TF.js waits for one by itself, it lets nothing
 * in the process compute, such as another training or prediction. It is set afterwards, at once, by `tf.setBackend`.
 * @param name By which TF.js's package registers it.
 * @param register Loads that package, where the program has not.
 * @throws what making it does; the program may then still start it by itself.
 */
export async function startAside(name: string, register: () => void): Promise<void> {
  const engine = tf.engine();
  const isOfProgram = name in engine.registryFactory;
  register();
  const entry = engine.registryFactory[name];
  if (entry === undefined) throw new Error('its package brings a TensorFlow.js of its own');
  if (engine.backendName === name) await engine.ready(); // the program is starting it
  if (name in engine.registry) return;
  const { factory, priority } = entry;
  const making = Promise.resolve(factory());
  let isTaken = false;
  // What TF.js has had it may have disposed of.
  const once = <First>(first: First) => {
    const taken = isTaken;
    isTaken = true;
    return taken ? factory() : first;
  };
  const meanwhile = () => {
    isTaken = true;
    return making;
  };
  // Who asks for it meanwhile waits for the same one; who asks for none does not get it by its priority.
  Object.assign(entry, { factory: meanwhile, priority: isOfProgram ? priority : -1 });
  try {
    const made = await making;
    entry.factory = () => once(made);
  } catch (error) {
    entry.factory = factory;
    throw error;
  } finally {
    entry.priority = priority;
  }
}
