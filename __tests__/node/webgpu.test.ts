import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { untarPackage } from '../../src/node/native/untar.ts';
import { root } from '../docs/run.ts';
import { spread, testOfWhole } from '../long/spread.ts';

const run = promisify(execFile);
let folder: string;
/** A graphics card of software, which the browser of the tests brings: WebGPU takes any that Vulkan shows it. */
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netspec-'));
  const packed = await readFile(join(root, 'node_modules/@sparticuz/chromium/bin/swiftshader.tar.br'));
  await untarPackage(gzipSync(brotliDecompressSync(packed), { level: 1 }), folder);
  env = { ...process.env, LD_LIBRARY_PATH: folder, VK_DRIVER_FILES: join(folder, 'vk_swiftshader_icd.json'), NODE_NO_WARNINGS: '1' };
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs code with TF.js on WebGPU in a process of its own, and gives what it prints as JSON. */
async function onWebgpu(setUp: string, code: string): Promise<unknown> {
  const script = `
    import { createRequire } from 'node:module';
    const load = createRequire(${JSON.stringify(join(root, 'package.json'))});
    const netspec = await import(load.resolve('./dist/index.js'));
    const tf = load('@tensorflow/tfjs-core');
    ${setUp}
    process.stdout.write('\\n' + JSON.stringify(await (async () => { ${code} })()), () => process.exit());
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: root, env, maxBuffer: 2 ** 24 });
  return JSON.parse(stdout.split('\n').at(-1)!) as unknown; // WebGPU logs before
}

const ours = `await netspec.useBackend('webgpu');`;
const stock = `
  const { create, globals } = load('webgpu');
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });
  load('@tensorflow/tfjs-backend-webgpu');
  await tf.setBackend('webgpu');
`;
/** The parity of each place, and which of them are even, with the axes in another order. */
const transposed = `
  tf.env().set('WEBGPU_CPU_FORWARD', false); // nothing is so small that plain JavaScript does it
  const x = tf.add(tf.range(0, 24, 1, 'int32'), tf.scalar(0, 'int32')).reshape([2, 3, 4]);
  const odd = tf.mod(x, tf.scalar(2, 'int32'));
  const read = async (tensor) => [...(await tensor.data())];
  return [await read(tf.transpose(odd, [1, 0, 2])), await read(tf.transpose(tf.cast(tf.greater(x, 11), 'float32'), [1, 0, 2]))];
`;
const odd = Array<number[]>(12).fill([0, 1]).flat();
const late = Array<number[]>(3).fill([0, 0, 0, 0, 1, 1, 1, 1]).flat();

test('axes of whole numbers and of truth values change places, which TF.js gets wrong', async () => {
  expect(await onWebgpu(stock, transposed)).not.toEqual([odd, late]);
  expect(await onWebgpu(ours, transposed)).toEqual([odd, late]);
});

test('where its packages find no graphics card, a driver is named, not the packages', async () => {
  const { VK_DRIVER_FILES: _, ...others } = env;
  const script = `import('netspec').then(({ useBackend }) => useBackend('webgpu')).catch(({ message }) => process.stdout.write(message))`;
  const { stdout } = await run(process.execPath, ['-e', script], { cwd: root, env: { ...others, VK_DRIVER_FILES: '/nothing.json' } });
  expect(stdout).toMatchInlineSnapshot(`
   "backend has a problem
     backend: expected "webgpu" to start, received WebGPU finds no graphics card that it can use
       fix: install a driver for the graphics card: for Vulkan on Linux (libvulkan1, and mesa-vulkan-drivers or that of its maker), Metal or Direct3D elsewhere; or choose "auto""
  `);
});

const networks = ['dense with all options', 'masking', 'conv2d with options', 'separableConv2d', 'embedding with a mask', 'gru', 'categoryEncoding', 'layerNormalization']; // prettier-ignore
const tried = spread(networks, 2);

test('networks answer as on plain JavaScript, masks and categories included', async () => {
  const answers = (await onWebgpu(
    '',
    `
    const { parseModel } = await import(load.resolve('./dist/spec/parse.js'));
    const { toLayersModel } = await import(load.resolve('./dist/compile/toLayersModel.js'));
    const { samples } = await import(load.resolve('./dist/node/doctor/sampleNetworks.js'));
    const names = ${JSON.stringify(tried)};
    const all = {};
    for (const backend of ['cpu', 'webgpu']) {
      await netspec.useBackend(backend);
      for (const { name, network, below } of samples.filter(({ name }) => names.includes(name))) {
        const model = toLayersModel(parseModel({ network }), 7);
        const shape = [4, ...network.input.map((size) => size ?? 5)];
        const size = shape.reduce((product, length) => product * length);
        const x = tf.tensor(Array.from({ length: size }, (_, i) => (below ? (i * i) % below : Math.sin(i))), shape);
        (all[name] ??= []).push([...(await model.predict(x).data())]);
      }
    }
    return all;
    `,
  )) as Record<string, [number[], number[]]>;
  expect(Object.keys(answers).sort()).toEqual([...tried].sort());
  for (const [onCpu, onCard] of Object.values(answers)) {
    expect(onCard).toHaveLength(onCpu.length);
    onCard.forEach((value, i) => expect(Math.abs(value - onCpu[i]!)).toBeLessThan(1e-5));
  }
});

testOfWhole('netspec predict and evaluate take it by name, end by themselves, and say what they say elsewhere', async () => {
  const netspec = async (...parts: string[]) =>
    (await run(process.execPath, ['dist/bin/main.js', ...parts], { cwd: root, env, maxBuffer: 2 ** 24 })).stdout;
  const model = join(folder, 'iris');
  const data = ['--data', 'examples/data/iris.csv'];
  await netspec(
    'train',
    'models/iris.json',
    ...data,
    '--out',
    model,
    '--runs',
    join(folder, 'runs'),
    '--epochs',
    '5',
    '--seed',
    '1',
    '--quiet',
  );
  const onCard = await Promise.all(
    ['predict', 'evaluate'].map((command) => netspec(command, model, ...data, '--json', '--backend', 'webgpu')),
  );
  const onCpu = await Promise.all(['predict', 'evaluate'].map((command) => netspec(command, model, ...data, '--json', '--backend', 'cpu')));
  const rounded = (text: string) => text.replace(/\d+\.\d+(e-\d+)?/g, (number) => Number(number).toFixed(4));
  expect(onCard.map(rounded)).toEqual(onCpu.map(rounded));
});
