import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { machineOf } from '../../../src/node/native/machine.ts';
import { within } from '../../../src/node/native/places.ts';
import { unpackLibrary } from '../../../src/node/native/unpackLibrary.ts';
import { untarPackage } from '../../../src/node/native/untar.ts';
import { temporaryFolder } from '../../cli/temporary.ts';
import { makeZip } from './makeZip.ts';

const path = temporaryFolder();
const machine = machineOf({ platform: 'linux', arch: 'x64', env: {} }, '2.31');
const context = { platform: 'linux', arch: 'x64', env: {}, progress: () => undefined };

const files = {
  'tensorflow/libtensorflow_cc.so.2': 'the library of TensorFlow',
  'tensorflow/libtensorflow_framework.so.2': 'its framework!',
  'tensorflow/python/other.so': 'not of interest',
  'tensorflow/include/tensorflow/c/c_api.h': '#include <stddef.h>\n#include "tensorflow/c/status.h"\n',
  'tensorflow/include/tensorflow/c/status.h': '#include "tsl/platform/string.h"\n',
  'tensorflow/include/external/local_tsl/tsl/platform/string.h': 'string\n',
  'tensorflow/include/tensorflow/c/unused.h': 'unused\n',
  'tensorflow.libs/libomp.so': 'openmp',
};
const hashOf = (content: string) => createHash('sha256').update(content).digest('base64url');
const listOf = (all: Readonly<Record<string, string>>) =>
  Object.entries(all).map(([name, content]) => `${name},sha256=${hashOf(content)},${content.length}\n`).join(''); // prettier-ignore

let folders = 0;
async function unpack(content: Readonly<Record<string, string>>, list = listOf(content)) {
  const folder = path(`unpack-${folders++}`);
  const binding = join(within(folder).tfjsNode, 'binding');
  await mkdir(binding, { recursive: true });
  await writeFile(join(binding, 'backend.cc'), '#include "backend.h"\n#include "tensorflow/c/c_api.h"\n');
  const wheel = join(folder, 'wheel.whl');
  await writeFile(wheel, makeZip({ ...content, 'tensorflow-1.dist-info/RECORD': list }));
  await unpackLibrary(wheel, machine, folder, context);
  return folder;
}

describe('out of a wheel come', () => {
  test('the libraries, the names they are looked for by, what they need, and the headers that are included', async () => {
    const { libraries, headers, tfjsNode } = within(await unpack(files));
    expect(await readFile(join(libraries, 'libtensorflow_cc.so.2'), 'utf8')).toBe('the library of TensorFlow');
    expect(await readlink(join(libraries, 'libtensorflow.so'))).toBe('libtensorflow_cc.so.2');
    expect(await readFile(join(libraries, 'libtensorflow_framework.so'), 'utf8')).toBe('its framework!');
    expect(await readFile(join(tfjsNode, 'deps', 'tensorflow.libs', 'libomp.so'), 'utf8')).toBe('openmp');
    const found = (await readdir(headers, { recursive: true })).filter((name) => name.endsWith('.h')).sort();
    expect(found).toEqual(['tensorflow/c/c_api.h', 'tensorflow/c/status.h', 'tsl/platform/string.h']);
  });

  test('no library that is not as its list says', async () => {
    const list = listOf({ ...files, 'tensorflow/libtensorflow_cc.so.2': 'another' });
    await expect(unpack(files, list)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "native install has a problem
       tensorflow/libtensorflow_cc.so.2: expected the SHA-256 rkSKyGxOjk3sZFcpcI70GHOuecbf-E7_czYJiUh_COU, received KTFeeVQcAJR_KYzHPMfROgxWK-kY3tQLNiyua1D_DWc"
    `);
    await expect(unpack(files, '')).rejects.toThrow('the SHA-256 in the RECORD of the wheel');
  });

  test('no header that is not as its list says, or is not on it', async () => {
    const name = 'tensorflow/include/tensorflow/c/status.h';
    await expect(unpack(files, listOf({ ...files, [name]: 'another' }))).rejects.toThrow(
      `${name}: expected the SHA-256 ${hashOf('another')}`,
    );
    const { [name]: _, ...others } = files;
    await expect(unpack(files, listOf(others))).rejects.toThrow(`${name}: expected the SHA-256 in the RECORD of the wheel`);
  });

  test.each(['../../../outside.txt', 'tensorflow/../../../../outside.txt', '..'])('nothing that would be outside: %s', async (name) => {
    const evil = {
      ...files,
      'tensorflow/include/tensorflow/c/c_api.h': `#include "${name}"\n`,
      [`tensorflow/include/${name}`]: 'written outside',
    };
    const before = await readdir(path('.'));
    await expect(unpack(evil)).rejects.toThrow(`an archive that writes outside of its folder: ${name}`);
    expect((await readdir(path('.'))).filter((entry) => !before.includes(entry))).toEqual([`unpack-${folders - 1}`]);
    expect((await readdir(path(`unpack-${folders - 1}`))).sort()).toEqual(['headers', 'node_modules', 'wheel.whl']);
  });

  test('a word about a library that is not in it', async () => {
    const { 'tensorflow/libtensorflow_cc.so.2': _, ...others } = files;
    await expect(unpack(others)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "native install has a problem
       tensorflow/libtensorflow_cc.so.2: expected in the wheel, received a wheel without it
         fix: take another release by --tensorflow"
    `);
  });

  test('nothing where it is damaged', async () => {
    await writeFile(path('cut.whl'), makeZip(files).subarray(0, 300));
    await expect(unpackLibrary(path('cut.whl'), machine, path('cut'), context)).rejects.toThrow('not a zip archive');
  });
});

describe('a package of npm', () => {
  test('is unpacked as tar unpacks it', async () => {
    const long = `a/${'deep/'.repeat(20)}file.txt`;
    for (const [name, content] of Object.entries({ 'package.json': '{}', [long]: 'x'.repeat(1500), empty: '' })) {
      await mkdir(join(path('package'), name, '..'), { recursive: true });
      await writeFile(join(path('package'), name), content);
    }
    execFileSync('tar', ['--format=ustar', '-czf', path('package.tgz'), '-C', path('.'), 'package']);
    await untarPackage(await readFile(path('package.tgz')), path('unpacked'));
    const list = async (folder: string) => (await readdir(path(folder), { recursive: true })).sort();
    expect(await list('unpacked')).toEqual(await list('package'));
    for (const name of ['package.json', long, 'empty']) expect(await readFile(join(path('unpacked'), name))).toEqual(await readFile(join(path('package'), name))); // prettier-ignore
  });

  test.each(['package/../../outside', 'package/..', 'package//outside'])('cannot write outside of its folder: %s', async (name) => {
    const header = Buffer.alloc(512);
    header.write(name);
    header.write('00000000001\0', 124);
    header.write('0', 156);
    const packed = gzipSync(Buffer.concat([header, Buffer.alloc(1024, 'x')]));
    await expect(untarPackage(packed, path('inside'))).rejects.toThrow('writes outside of its folder');
  });
});
