import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { load, predict, save, train, type ModelSpec } from 'netspec';
import type { Browser, Page } from 'playwright-core';
import { tf } from '#tf';
import { root } from '../docs/run.ts';
import type { Seen } from './pages/backends.ts';
import { addressOf, serve, startBrowser } from './server.ts';

let folder: string;
let server: Server;
let browser: Browser;
let expected: Pick<Seen, 'forecast' | 'images' | 'losses'>;

const xs = Array.from({ length: 12 }, (_, i) =>
  Array.from({ length: 8 }, (_, y) => Array.from({ length: 8 }, (_, x) => [Math.sin(i + y * x)])),
);
const ys = xs.map((image) => [image[1]![1]![0]! > 0 ? 1 : 0, image[2]![3]![0]!]);
const imageSpec: ModelSpec = {
  network: {
    input: [8, 8, 1],
    layers: [
      { type: 'conv2d', filters: 5, kernelSize: 3, activation: 'relu' },
      { type: 'maxPooling2d', poolSize: 2 },
      { type: 'flatten' },
      { type: 'dense', units: 2 },
    ],
  },
  training: { loss: 'meanSquaredError', epochs: 1, seed: 2 },
};

/** What Node answers and learns, in plain JavaScript. */
async function lookInNode(rows: readonly Record<string, unknown>[]): Promise<typeof expected> {
  await tf.setBackend('cpu');
  const [ofSeries, ofImages] = [await load(join(folder, 'forecast')), await load(join(folder, 'images'))];
  const forecast = (await predict(ofSeries, rows as never)) as Seen['forecast'];
  const images = (await predict(ofImages, xs)) as number[][];
  const { layersModel } = ofImages;
  layersModel.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const [inputs, outputs] = [tf.tensor4d(xs), tf.tensor2d(ys)];
  const { history } = await layersModel.fit(inputs, outputs, { epochs: 3, batchSize: 4, shuffle: false, verbose: 0 });
  for (const one of [inputs, outputs, layersModel.optimizer, ofImages, ofSeries]) one.dispose();
  return { forecast, images, losses: history['loss'] as number[] };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netspec-backends-'));
  await build({
    entryPoints: [join(root, '__tests__/browser/pages/backends.ts')],
    outfile: join(folder, 'page.js'),
    tsconfig: join(root, 'tsconfig.json'),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'warning',
  });
  await writeFile(join(folder, 'index.html'), '<!doctype html><script type="module" src="/page.js"></script>');
  await cp(join(root, 'node_modules/@tensorflow/tfjs-backend-wasm/dist'), join(folder, 'wasm'), {
    recursive: true,
    filter: (path) => !/\.\w+$/.test(path) || path.endsWith('.wasm'),
  });
  const spec = JSON.parse(await readFile(join(root, 'models/forecast.json'), 'utf8')) as ModelSpec;
  const ofSeries = await train(spec, join(root, 'examples/data/series.csv'), { epochs: 5, seed: 1, backend: 'cpu' });
  await save(ofSeries, join(folder, 'forecast'));
  ofSeries.dispose();
  const ofImages = await train(imageSpec, { xs, ys }, { backend: 'cpu' });
  await save(ofImages, join(folder, 'images'));
  ofImages.dispose();
  const [header, ...lines] = (await readFile(join(root, 'examples/data/series.csv'), 'utf8')).trim().split('\n');
  const names = header!.split(',');
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])));
  await writeFile(join(folder, 'data.json'), JSON.stringify([rows, xs, ys]));
  expected = await lookInNode(rows);
  server = await serve(folder);
  browser = await startBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true });
});

const inPage = async (backend: string, address: string, prepare?: (page: Page) => Promise<void>): Promise<Seen> => {
  const page = await browser.newPage();
  await prepare?.(page);
  await page.goto(addressOf(server) + address);
  await page.waitForFunction(() => 'look' in globalThis);
  const seen = await page.evaluate((name) => (globalThis as unknown as { look(name: string): Promise<Seen> }).look(name), backend);
  await page.close();
  return seen;
};

/** An engine without SIMD refuses a module that has some; both TF.js and we ask it before. */
const withoutSimd = async (page: Page): Promise<void> => {
  await page.addInitScript(() => void (WebAssembly.validate = () => false));
};

/** Numbers that may be rounded in another way. */
const near = (values: readonly number[], digits: number) => values.map((value) => expect.closeTo(value, digits) as unknown);

test.each([
  { where: 'in plain JavaScript', backend: 'cpu', hasOwnKernels: false },
  { where: 'on WebAssembly, by our SIMD kernels', backend: 'wasm', hasOwnKernels: true },
  {
    where: 'on WebAssembly without SIMD, by TF.js’s kernels and repaired ones',
    backend: 'wasm',
    hasOwnKernels: false,
    prepare: withoutSimd,
  },
  { where: 'on WebAssembly in memory that threads share, which ours cannot use', backend: 'wasm', hasOwnKernels: false, isShared: true },
])('a page forecasts, reads images and trains as Node does, $where', async ({ where: _, isShared = false, prepare, ...how }) => {
  const { forecast, images, losses, ...seen } = await inPage(how.backend, isShared ? '?isolated' : '', prepare);
  expect(seen).toEqual({ ...how, isShared });
  expect(forecast).toEqual(expected.forecast.map(({ date, value }) => ({ date, value: expect.closeTo(value as number, 2) as unknown })));
  expect(images).toEqual(expected.images.map((image) => near(image, 4)));
  expect(losses).toEqual(near(expected.losses, 4));
});
