import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { backendFixes } from '../../src/backend/choose.ts';
import { doctorText } from '../../src/cli/doctorText.ts';
import { layersTable } from '../../src/cli/layersTable.ts';
import { examine, type Examination } from '../../src/node/doctor/examine.ts';
import { isNodeSupported } from '../../src/cli/nodeVersion.ts';
import { here, nativePlaces, within } from '../../src/node/native/places.ts';
import { root } from '../docs/run.ts';
import { testOfWhole } from '../long/spread.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netspec-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs `netspec doctor` as a process of its own, beside native bindings that end the process that loads them. */
async function runDoctor(): Promise<{ readonly code: number; readonly found: Examination }> {
  const env = { ...process.env, NETSPEC_CACHE: folder };
  const { record, tfjsNode } = within(nativePlaces({ ...here(), env }).folder);
  await mkdir(tfjsNode, { recursive: true });
  await writeFile(record, '{}');
  await writeFile(join(tfjsNode, 'index.js'), 'process.abort();');
  return await new Promise((resolve, reject) => {
    execFile(process.execPath, ['dist/bin/main.js', 'doctor', '--json'], { cwd: root, env }, (error, stdout, stderr) => {
      if (stderr !== '') reject(new Error(stderr));
      else resolve({ code: error === null ? 0 : Number(error.code), found: JSON.parse(stdout) as Examination });
    });
  });
}

testOfWhole(
  'netspec doctor tries each backend by itself: one that crashes takes nothing with it, and there is a command that mends it',
  async () => {
    const { code, found } = await runDoctor();
    expect(code).toBe(0);
    expect(found.auto).toBe('wasm');
    expect(found).toMatchObject({ node: process.versions.node, tfjs: '4.22.0' });
    const [native, wasm, cpu, webgpu] = found.backends;
    expect([native, webgpu]).toMatchObject([{ name: 'native', works: false }, { name: 'webgpu', works: false }]); // prettier-ignore
    expect(found.problems).toEqual([expect.objectContaining({ fix: 'netspec native install' })]);
    for (const finding of [wasm!, cpu!]) {
      expect(finding).toMatchObject({ works: true, trains: true, version: '4.22.0', threads: expect.any(Number) });
      if (!finding.works) throw new Error(finding.refusal);
      expect(finding.gigaflops).toBeGreaterThan(0);
      expect(finding.memoryBytes).toBeGreaterThan(20e6);
    }
    expect(cpu).toMatchObject({ name: 'cpu', threads: 1, simd: false });
  },
);

test('an examination that is stopped ends with the reason', async () => {
  await expect(examine(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});

const examination: Examination = {
  ...{ netspec: '0.1.0', node: '22.12.0', tfjs: '4.22.0', platform: 'linux', arch: 'x64', cpus: 2 },
  memory: { totalBytes: 16e9, freeBytes: 5.25e9 },
  backends: [
    {
      name: 'native',
      works: false,
      refusal: 'the native bindings (@tensorflow/tfjs-node) are not installed',
      fix: 'netspec native install',
    },
    { name: 'wasm', works: true, trains: true, version: '4.22.0', threads: 1, simd: true, gigaflops: 7.81, memoryBytes: 108.2e6 },
    { name: 'cpu', works: true, trains: true, version: '4.22.0', threads: 1, simd: false, gigaflops: 2.5, memoryBytes: 107e6 },
    {
      name: 'webgpu',
      works: true,
      trains: false,
      version: '4.22.0',
      threads: null,
      simd: null,
      device: 'A card',
      gigaflops: 930,
      memoryBytes: 2e8,
    },
  ],
  auto: 'wasm',
  problems: [{ problem: 'native: the native bindings (@tensorflow/tfjs-node) are not installed', fix: 'netspec native install' }],
};

describe('what is found, in words', () => {
  test('with a way to mend what is wrong', () => {
    expect(doctorText(examination, 80)).toMatchInlineSnapshot(`
     "netspec 0.1.0, TensorFlow.js 4.22.0, Node 22.12.0
     linux x64, 2 processors, 16.0 GB of memory, 5.3 GB free

     backend  works    version          threads  SIMD        speed  memory
     native   no       -                      -  -               -       -
     wasm     yes      4.22.0                 1  yes   7.8 GFLOP/s  108 MB
     cpu      yes      4.22.0                 1  no    2.5 GFLOP/s  107 MB
     webgpu   answers  4.22.0 (A card)        -  -     930 GFLOP/s  200 MB

     "auto" takes wasm, and cpu where plain loops train a small network sooner
     native: the native bindings (@tensorflow/tfjs-node) are not installed
       to mend it: netspec native install
     "
    `);
  });

  test('says so where nothing works', () => {
    const backends = (['native', 'wasm', 'cpu', 'webgpu'] as const).map((name) => ({ name, works: false as const, refusal: 'broken' }));
    const problems = [{ problem: 'cpu: broken', fix: 'install the package again: @tensorflow/tfjs-backend-cpu belongs to it' }];
    expect(doctorText({ ...examination, backends, auto: null, problems }, 80)).toMatchInlineSnapshot(`
     "netspec 0.1.0, TensorFlow.js 4.22.0, Node 22.12.0
     linux x64, 2 processors, 16.0 GB of memory, 5.3 GB free

     backend  works  version  threads  SIMD  speed  memory
     native   no     -              -  -         -       -
     wasm     no     -              -  -         -       -
     cpu      no     -              -  -         -       -
     webgpu   no     -              -  -         -       -

     nothing works: training is not possible
     webgpu, which answers only where it is asked for: broken
     cpu: broken
       to mend it: install the package again: @tensorflow/tfjs-backend-cpu belongs to it
     "
    `);
  });

  test('tells what would make WebGPU work, for those who want it', () => {
    const refusal = '@tensorflow/tfjs-backend-webgpu is not installed';
    const webgpu = { name: 'webgpu', works: false, refusal, fix: backendFixes.webgpu } as const;
    const text = doctorText({ ...examination, backends: [...examination.backends.slice(0, 3), webgpu] }, 80);
    expect(text.slice(text.indexOf('webgpu, '))).toMatchInlineSnapshot(`
     "webgpu, which answers only where it is asked for: @tensorflow/tfjs-backend-webgpu is not installed
       to have it: npm install @tensorflow/tfjs-backend-webgpu@4.22.0 webgpu (beside a driver for Vulkan, Metal or Direct3D)
     native: the native bindings (@tensorflow/tfjs-node) are not installed
       to mend it: netspec native install
     "
    `);
  });

  test('layers x backends tell how far apart the weights are', () => {
    const [near, far] = [{ distance: 2e-8 }, { distance: 3e-4 }];
    const refused = { distance: null, refusal: 'lstm: Error: no such kernel' };
    const layers = {
      dense: { cpu: { distance: 0 }, wasm: near },
      lstm: { cpu: { distance: 0 }, wasm: refused },
      conv2d: { cpu: near, wasm: far },
    };
    expect(layersTable({ steps: 10, backends: ['cpu', 'wasm'], layers })).toMatchInlineSnapshot(`
     "weights after 10 steps beside those of cpu, relative to the largest: at most 0.0001 is wanted

     layer   cpu       wasm      native
     dense   0e+0      2e-8      -
     lstm    0e+0      no        -
     conv2d  2e-8      3e-4 !    -

     native did not start: netspec doctor says why

     wasm: lstm: Error: no such kernel
     "
    `);
  });
});

test.each([
  ['20.18.3', false], ['20.19.0', true], ['21.7.0', false], ['22.11.0', false], ['22.12.1', true], ['23.0.0', true], ['26.1.0', true],
] as const)('Node %s is supported: %s, as package.json has it', (version, isSupported) => {
  expect(isNodeSupported(version)).toBe(isSupported);
}); // prettier-ignore
