import { jax, keras, tells } from '../training/programs.mjs';
import { tasks } from '../training/tasks.mjs';
import { onOneCoreByWall } from '../measure.mjs';

const ours = (task) => tells('training/ours.mjs', task, 'native');

/** Peers of a task, each with how many times its pace we want at least. Memory is told, not held. */
const peersOf = (task, { tfjsNode, fit, fit50, scan, ...more }) =>
  Object.entries({
    'tfjs-node fit': [tells('training/stock.mjs', task, 'tensorflow'), tfjsNode],
    'Keras 3 fit': [keras(task), fit],
    'Keras 3 fit, 50 steps an execution': [keras(task, { stepsPerExecution: 50 }), fit50],
    'JAX, jit of a scan': [jax(task), scan],
    ...more,
  }).map(([against, [program, wanted]]) => ({ against, program, wanted, isMemoryHeld: false }));

const CNN = 'CNN: 28x28x1, conv 8, pool, conv 16, pool, dense 10; batch 32';
const LSTM = 'LSTM 32 over 30 steps, batch 32';

/** What is measured: a name to ask for it by, what it is, its task, and the peers. */
export const works = [
  ['xor', 'XOR 2-8-1, 4,000 rows, batch 4', 'xor4000', { tfjsNode: 500, fit: 200, fit50: 80, scan: 0.95 }],
  ['mlp', 'MLP 784-128-10, batch 32', 'mlp12800', { tfjsNode: 14, fit: 7.5, fit50: 4.5, scan: 1 }],
  ['mlp128', 'MLP 784-128-10, batch 128', 'mlp12800By128', { tfjsNode: 7, fit: 5, fit50: 4, scan: 1 }],
  // JAX's convolutions are several times slower within a scan: it may leave that, too.
  ['cnn', CNN, 'cnn', { tfjsNode: 7.5, fit: 3.8, fit50: 2.5, scan: 3, 'JAX, jit of a step': [jax('cnn', { isStepwise: true }), 3] }],
  ['lstmSigmoid', `${LSTM}, sigmoid gates`, 'lstmSigmoid', { tfjsNode: 75, fit: 7, fit50: 6, scan: 0.95 }],
  ['lstm', `${LSTM}, hard sigmoid gates`, 'lstmHardSigmoid', { tfjsNode: 60, fit: 6, fit50: 5, scan: 0.8 }],
].map(([name, work, task, wanted]) => ({ name, work, task, backend: 'native', ours: ours(task), peers: peersOf(task, wanted) }));

/** More cores are to be no slower than one: our own pace on one is a peer of ours on all. */
export const withOneCore = (work) => ({
  ...work,
  peers: [...work.peers, { against: 'ours on one core', program: () => work.ours(onOneCoreByWall), wanted: 1, isMemoryHeld: false }],
});

const FIRST_STEPS = 10;

/** The time until the first step runs compiled, which is to be at most that of the first batch of Keras's fit. */
export const firstSteps = works.map(({ name, work, backend, task }) => ({
  name,
  work,
  backend,
  ours: tells('native/firstStep.mjs', task, FIRST_STEPS),
  peers: [
    {
      against: 'Keras 3 fit, its first batch',
      program: keras(task, { isFirstStep: true, rows: FIRST_STEPS * tasks[task].batchSize }),
      wanted: 1,
      isMemoryHeld: false,
    },
  ],
}));

export const nativeNames = works.map(({ name }) => name);
