import { keras, tells, wholeProcess } from './programs.mjs';

const ours = (task, backend, step = 'auto') => tells('training/ours.mjs', task, backend, step);
const stock = (task, backend, atLeast) => ({
  against: `stock ${backend} fit`,
  program: tells('training/stock.mjs', task, backend),
  wanted: atLeast,
  isMemoryHeld: true,
});
const tfjsNode = (task, atLeast) => ({
  against: 'tfjs-node fit, one thread',
  program: tells('training/stock.mjs', task, 'tensorflow'),
  wanted: atLeast,
});
const kerasFit = (task, atLeast) => ({ against: 'Keras 3 fit, one thread', program: keras(task), wanted: atLeast });
const onnxruntime = (task, atLeast) => ({
  against: 'onnxruntime-web wasm, one thread',
  program: tells('training/forward.mjs', 'onnxruntime', task),
  wanted: atLeast,
});

const training = (task, backend, peers) => ({ name: task, backend, ours: ours(task, backend), peers });
const forward = (task, peers) => ({ name: 'forward', backend: 'wasm', ours: tells('training/forward.mjs', 'ours', task), peers });

const CNN = 'CNN: 28x28x1, conv 8, pool, conv 16, pool, dense 10; batch 32';

/**
 * What is measured: a name to ask for it by, what it is, on which backend of ours, our program, and the peers, each with how many
 * times its pace we want at least; `often` is how many rounds there are of it in each. Where stock cannot train on WebAssembly it is stock in plain JavaScript that we stand beside.
 */
export const works = [
  {
    name: 'command',
    work: '`netspec xor`, whole process',
    backend: 'auto',
    often: 4,
    ours: wholeProcess('../dist/bin/main.js', 'xor'),
    peers: [{ against: 'brain.js 1.6.1, its defaults', program: wholeProcess('xor/brain.cjs'), wanted: 1 }],
  },
  { work: 'XOR: 2-8-1, batch 4', ...training('xor', 'cpu', [stock('xor', 'cpu', 150)]) },
  { work: 'XOR: 2-8-1, batch 4', ...training('xor', 'wasm', [stock('xor', 'wasm', 300)]) },
  {
    work: 'MLP 784-128-10, batch 32',
    ...training('mlp', 'wasm', [stock('mlp', 'wasm', 14), tfjsNode('mlp', 3.5), kerasFit('mlp', 1.8)]),
  },
  { work: 'MLP 784-128-10, batch 128', ...training('mlp128', 'wasm', [stock('mlp128', 'wasm', 12)]) },
  { work: 'MLP 784-128-10, batch 32', ...training('mlp', 'cpu', [stock('mlp', 'cpu', 5)]) },
  { work: 'MLP 784-128-10, batch 128', ...training('mlp128', 'cpu', [stock('mlp128', 'cpu', 3.5)]) },
  { work: CNN, ...training('cnn', 'wasm', [stock('cnn', 'cpu', 400), tfjsNode('cnn', 4), kerasFit('cnn', 2)]) },
  { work: 'LSTM 32 over 30 steps, batch 32', ...training('lstm', 'wasm', [stock('lstm', 'wasm', 30), kerasFit('lstm', 3)]) },
  { work: 'Embedding 2000x16, batch 32', ...training('embedding', 'wasm', [stock('embedding', 'cpu', 500)]) },
  { work: 'forward pass of the MLP, batch 256', ...forward('mlp', [onnxruntime('mlp', 1.5)]) },
  { work: 'forward pass of the CNN, batch 256', ...forward('cnn', [onnxruntime('cnn', 1.5)]) },
  {
    name: 'predict',
    work: 'predict 10,000 rows with the MLP',
    backend: 'wasm',
    ours: tells('training/predict.mjs', 'ours', 'wasm'),
    peers: [{ against: 'stock wasm predict', program: tells('training/predict.mjs', 'stock', 'wasm'), wanted: 30 }],
  },
];

const eager = (task, wanted) =>
  Object.entries(wanted).map(([backend, atLeast]) => ({
    name: 'eager',
    work: `${task}, eager step`,
    backend,
    ours: ours(task, backend, 'eager'),
    peers: [stock(task, backend === 'wasm' && ['cnn', 'embedding'].includes(task) ? 'cpu' : backend, atLeast)],
  }));

/** Our loop over TensorFlow.js's own operations, which is what runs where a step cannot be recorded: measured only when asked for. */
export const eagerWorks = [
  ...eager('xor', { cpu: 1.3, wasm: 1.3 }),
  ...eager('mlp', { cpu: 2.5, wasm: 3 }),
  ...eager('mlp128', { cpu: 2.5, wasm: 3 }),
  ...eager('cnn', { cpu: 7, wasm: 120 }),
  ...eager('lstm', { cpu: 1, wasm: 1 }),
  ...eager('embedding', { cpu: 1, wasm: 100 }),
];

export const workNames = [...new Set([...works, ...eagerWorks].map(({ name }) => name))];
