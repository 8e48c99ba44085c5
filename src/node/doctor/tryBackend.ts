import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { tf, tfl } from '#tf';
import type { BackendName } from '../../backend/choose.ts';
import { NetspecError } from '../../errors.ts';
import { train } from '../train.ts';
import { useBackend } from '../backend.ts';
import { graphicsCard } from '../webgpu.ts';

// A program of its own (`node tryBackend.js NAME`): one that ends the process ends this one. Says as JSON what the backend is, how fast,
// and whether it trains.

/** What a backend told of itself. */
export interface BackendTrial {
  /** Of what computes: of TensorFlow for native bindings, else of TensorFlow.js. */
  readonly version: string;
  /** Whether it trains: `webgpu` answers only. */
  readonly trains: boolean;
  /** Threads that it computes on; null for a graphics card. */
  readonly threads: number | null;
  /** Whether it computes several numbers at once; null for a graphics card. */
  readonly simd: boolean | null;
  /** The graphics card, where there is one. */
  readonly device?: string;
  /** 10^9 additions and multiplications a second in products of matrices of 256 x 256, over half a second. */
  readonly gigaflops: number;
  /** Of the whole process, at the end. */
  readonly memoryBytes: number;
}

export interface BackendRefusal {
  readonly refusal: string;
  readonly fix?: string;
}

const HALF_A_SECOND = 500;
const SIZE = 256;

async function tryBackend(name: BackendName): Promise<BackendTrial | BackendRefusal> {
  try {
    await useBackend(name);
    const gigaflops = await measureSpeed();
    const lesson = name === 'webgpu' ? undefined : await learn();
    if (lesson !== undefined) return { refusal: lesson };
    return { ...(await describe(name)), trains: name !== 'webgpu', gigaflops, memoryBytes: process.memoryUsage().rss };
  } catch (error) {
    const issue = error instanceof NetspecError ? error.issues[0] : undefined;
    if (issue === undefined) return { refusal: String(error).split('\n', 1)[0]! };
    return { refusal: issue.received, ...(issue.fix === undefined ? {} : { fix: issue.fix }) };
  }
}

async function measureSpeed(): Promise<number> {
  const [a, b] = [tf.ones([SIZE, SIZE]), tf.ones([SIZE, SIZE])];
  const multiply = async () => {
    const product = tf.matMul(a, b);
    await product.data();
    product.dispose();
  };
  await multiply(); // what is made once
  const start = performance.now();
  let count = 0;
  let milliseconds: number;
  do {
    await multiply();
    count++;
    milliseconds = performance.now() - start;
  } while (milliseconds < HALF_A_SECOND);
  tf.dispose([a, b]);
  return (count * 2 * SIZE ** 3) / milliseconds / 1e6;
}

/** Why it does not learn, where it does not. */
async function learn(): Promise<string | undefined> {
  const layers = [{ type: 'dense', units: 8, activation: 'tanh' }, { type: 'dense', units: 1, activation: 'sigmoid' }] as const; // prettier-ignore
  const data = { xs: [[0, 0], [0, 1], [1, 0], [1, 1]], ys: [[0], [1], [1], [0]] }; // prettier-ignore
  const model = await train({ input: [2], layers: [...layers] }, data, {
    ...{ epochs: 40, batchSize: 4, validationSplit: 0, seed: 7, step: 'eager' },
    ...{ loss: 'binaryCrossentropy', optimizer: { type: 'adam', learningRate: 0.1 } },
  });
  const losses = model.history['loss']!;
  model.dispose();
  return losses.at(-1)! < losses[0]! / 2 ? undefined : `it does not learn XOR: a loss of ${losses[0]!} became ${losses.at(-1)!}`;
}

async function describe(name: BackendName): Promise<Pick<BackendTrial, 'version' | 'threads' | 'simd' | 'device'>> {
  const version = tfl.version_layers;
  switch (name) {
    case 'native': {
      const { binding, isUsingGpuDevice } = tf.backend() as unknown as NativeBackend;
      const tensorflow = `TensorFlow ${binding.TF_Version}`;
      if (isUsingGpuDevice) return { version: tensorflow, threads: null, simd: null, device: 'CUDA' };
      return { version: tensorflow, threads: availableParallelism(), simd: true };
    }
    case 'wasm': {
      const { getThreadsCount } = createRequire(import.meta.url)('@tensorflow/tfjs-backend-wasm') as { getThreadsCount(): number };
      const [simd, threaded] = await Promise.all(['SIMD', 'MULTITHREAD'].map((flag) => tf.env().getAsync(`WASM_HAS_${flag}_SUPPORT`)));
      return { version, threads: threaded === true ? getThreadsCount() : 1, simd: simd === true };
    }
    case 'webgpu':
      return { version, threads: null, simd: null, device: graphicsCard ?? 'a graphics card' };
    case 'cpu':
      return { version, threads: 1, simd: false };
  }
}

interface NativeBackend {
  readonly binding: { readonly TF_Version: string };
  readonly isUsingGpuDevice: boolean;
}

process.stdout.write(JSON.stringify(await tryBackend(process.argv[2] as BackendName)));
