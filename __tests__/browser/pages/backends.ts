// Answers and trains on a backend, for the test beside it to compare with Node.
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { CustomCallbackArgs } from '@tensorflow/tfjs-layers';
import { load, predict, type Answer } from 'netspec/browser';
import { tf } from '#tf';
import type { WasmBackend } from '../../../src/backend/kernels/repair.ts';
import { kernelModuleOf } from '../../../src/backend/wasm/kernelModule.ts';

/** What the page made of it. */
export interface Seen {
  readonly backend: string;
  /** Whether our kernels run. */
  readonly hasOwnKernels: boolean;
  /** Whether threads share the memory; TF.js starts as many as it finds good for the machine. */
  readonly isShared: boolean;
  readonly forecast: readonly Answer[];
  readonly images: readonly number[][];
  readonly losses: readonly number[];
}

async function look(backend: string): Promise<Seen> {
  setWasmPaths('/wasm/');
  await tf.setBackend(backend);
  const [rows, xs, ys] = (await (await fetch('/data.json')).json()) as [Record<string, unknown>[], number[][][][], number[][]];
  const ofSeries = await load('/forecast/');
  const forecast = await predict(ofSeries, rows);
  const ofImages = await load('/images/');
  const images = (await predict(ofImages, xs)) as number[][];
  const { layersModel } = ofImages;
  layersModel.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const losses: number[] = [];
  const callbacks: CustomCallbackArgs = { onEpochEnd: (_, logs) => void losses.push(logs!['loss']!) };
  await layersModel.fit(tf.tensor4d(xs), tf.tensor2d(ys), { epochs: 3, batchSize: 4, shuffle: false, callbacks });
  const wasm = tf.getBackend() === 'wasm' ? (tf.backend() as unknown as WasmBackend) : undefined;
  return {
    backend: tf.getBackend(),
    hasOwnKernels: wasm !== undefined && kernelModuleOf(wasm) !== undefined,
    isShared: Object.prototype.toString.call(wasm?.wasm.HEAPU8.buffer) === '[object SharedArrayBuffer]',
    forecast,
    images,
    losses,
  };
}

(globalThis as { look?: typeof look }).look = look;
