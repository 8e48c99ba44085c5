import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { statusText } from '../../../src/cli/nativeText.ts';
import { requireSpace } from '../../../src/node/native/freeSpace.ts';
import { installNative, type InstallOptions } from '../../../src/node/native/install.ts';
import { whileLocked } from '../../../src/node/native/lock.ts';
import { checkHash, checkRelease, machineOf } from '../../../src/node/native/machine.ts';
import { cacheFolder, nativePlaces } from '../../../src/node/native/places.ts';
import { removeNative } from '../../../src/node/native/remove.ts';
import { nativeStatus, type NativeStatus } from '../../../src/node/native/status.ts';
import { temporaryFolder } from '../../cli/temporary.ts';
import { serve, type Answer } from './localServer.ts';

const path = temporaryFolder();
const machine = { platform: 'linux', arch: 'x64' };

/** A machine with a compiler and nothing else, whose cache is new. */
async function newMachine(name: string, registry: string) {
  await mkdir(path(`${name}-bin`));
  await writeFile(path(`${name}-bin/c++`), '#!/bin/sh\nexit 0\n');
  await chmod(path(`${name}-bin/c++`), 0o755);
  const env = {
    PATH: path(`${name}-bin`),
    NETSPEC_CACHE: path(name),
    npm_config_globalconfig: '/nowhere',
    PIP_CONFIG_FILE: '/dev/null',
    npm_config_registry: registry,
    PIP_INDEX_URL: registry,
  };
  return { surroundings: { ...machine, env }, root: path(`${name}/native`) };
}
const failureOf = (options: InstallOptions) => installNative(options).then(() => 'it worked', (error: Error) => error); // prettier-ignore
const stall: (onHalf: () => void) => Answer = (onHalf) => (response) =>
  void response.writeHead(200, { 'content-length': 9999 }).write('half', onHalf);

describe('a machine that cannot have them is told what helps', () => {
  test.each([
    { platform: 'win32', arch: 'x64', libc: '' },
    { platform: 'linux', arch: 'ia32', libc: '2.36' },
    { platform: 'darwin', arch: 'x64', libc: '' },
    { platform: 'linux', arch: 'x64', libc: '' },
    { platform: 'linux', arch: 'arm64', libc: '2.17' },
  ])('$platform $arch, glibc "$libc"', ({ libc, ...surroundings }) => {
    const message = (() => {
      try {
        return machineOf({ ...surroundings, env: {} }, libc);
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(message).toMatchSnapshot();
  });

  test('no compiler, before anything is fetched', async () => {
    const { surroundings, root } = await newMachine('bare', 'http://127.0.0.1:1');
    await writeFile(path('bare-bin/c++'), '#!/bin/sh\nexit 1\n');
    await expect(installNative(surroundings)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "native install has a problem
       a C++ compiler: expected c++, g++ or clang++, received none of them
         fix: apt-get install g++ (Debian, Ubuntu), dnf install gcc-c++ (Fedora, Red Hat), or name one by CXX; it is needed for this only"
    `);
    expect(await readdir(root)).toEqual([]);
  });

  test('too little disk', async () => {
    const failure = await requireSpace(path('.'), 1e18).catch((error: Error) => error.message);
    expect(
      String(failure)
        .replace(path('.'), 'FOLDER')
        .replace(/\d+ MB free/, 'N MB free'),
    ).toMatchInlineSnapshot(`
     "native install has a problem
       FOLDER: expected 1000000000000 MB of disk while it is being installed, received N MB free
         fix: make room, or set NETSPEC_CACHE to a folder on another disk"
    `);
  });

  test.each(['2.12.0', '2.21', 'latest', '2.21.0rc1'])('a release of TensorFlow that has no library, or is none: %s', (release) => {
    expect(() => checkRelease(release)).toThrow(`--tensorflow: expected a release from 2.13.0 on, such as 2.21.0, received "${release}"`);
  });
});

test('a hash that is none is refused', () => {
  expect(() => checkHash('12ab')).toThrow('--sha256: expected 64 hexadecimal digits, received "12ab"');
});

test('a release without its last number is told what to write', () => {
  expect(() => checkRelease('2.13')).toThrow('received "2.13"\n    fix: write 2.13.0');
});

(process.platform === 'linux' ? describe : describe.skip)('a cache that cannot be written is told as that', () => {
  test.each([
    ['where no folder can be made', () => '/proc/netspec/cache'],
    ['where a file is in the way', () => path('a-file/cache')],
    ['where the folder is there', () => path('closed')],
  ])('%s', async (name, cache) => {
    if (name.includes('file')) await writeFile(path('a-file'), '');
    if (name.includes('is there')) {
      await mkdir(path('closed'));
      await symlink('/sys/kernel', path('closed/native')); // in which nobody can make anything, root included
    }
    const { surroundings } = await newMachine(`closed-${name}`.replaceAll(' ', '-'), 'http://127.0.0.1:1');
    const failure = await failureOf({ ...surroundings, env: { ...surroundings.env, NETSPEC_CACHE: cache() } });
    expect((failure as Error).name).toBe('UsageError');
    expect(
      (failure as Error).message.replace(path(''), 'TEMPORARY').replace('may not be read or written', 'may not be written'),
    ).toMatchSnapshot();
  });
});

describe('an installation that fails leaves nothing', () => {
  test('a package of npm that is another than the published one', async () => {
    const { url } = await serve({ '/@tensorflow/tfjs-node/-/tfjs-node-4.22.0.tgz': 'something else' });
    const { surroundings, root } = await newMachine('other', url);
    const failure = await failureOf(surroundings);
    expect((failure as Error).message.replace(/received \S+/, 'received OTHER')).toMatchInlineSnapshot(`
     "native install has a problem
       @tensorflow/tfjs-node 4.22.0: expected the SHA-512 uHrXeUlfgkMxTZqHkESSV7zSdKdV0LlsBeblqkuKU9nnfxB1pC6DtoyYVaLxznzZy7WQSegjcohxxCjAf6Dc7w==, received OTHER
         fix: nothing of it was used: try again, and if it stays so ask who runs the mirror or the proxy in between"
    `);
    expect(await readdir(root)).toEqual([]);
  });

  test('a stop in the middle of it', async () => {
    const controller = new AbortController();
    const { url } = await serve({ '/@tensorflow/tfjs-node/-/tfjs-node-4.22.0.tgz': stall(() => controller.abort()) });
    const { surroundings, root } = await newMachine('stopped', url);
    const failure = await failureOf({ ...surroundings, signal: controller.signal });
    expect((failure as Error).name).toBe('AbortError');
    expect(await readdir(root)).toEqual([]);
  });

  test('and what a process that was killed has left goes with the next', async () => {
    const { surroundings, root } = await newMachine('killed', 'http://127.0.0.1:1');
    const { folder, lock } = nativePlaces(surroundings);
    await mkdir(`${folder}.new-1/node_modules`, { recursive: true });
    await mkdir(`${folder}.old-2`);
    await writeFile(lock, JSON.stringify({ pid: 2 ** 30, host: hostname() }));
    expect(String(await failureOf(surroundings))).toContain('a package from the registry of npm, received 127.0.0.1:1 is not reached');
    expect(await readdir(root)).toEqual([]);
  });
});

describe('npm', () => {
  /** One that writes its words and its folder for temporary files, and fails. */
  async function withNpm(name: string, script: string) {
    const { surroundings, root } = await newMachine(name, 'http://127.0.0.1:1');
    await writeFile(path(`${name}-bin/npm`), `#!/bin/sh\necho "$@" "$TMPDIR" > ${path(`${name}.words`)}\n${script}\nexit 1\n`);
    await chmod(path(`${name}-bin/npm`), 0o755);
    const lines: string[] = [];
    const failure = await failureOf({ ...surroundings, progress: (line) => lines.push(line) });
    const words = (await readFile(path(`${name}.words`), 'utf8')).trim().replaceAll(/\S*\.new-[^/]+/g, 'STAGING');
    return { message: (failure as Error).message, words, lines, left: await readdir(root) };
  }

  test('is asked once, with temporary files in the cache, and what it says is told', async () => {
    const summary = 'FetchError: request to https://me:secret@mirror.example/progress failed';
    const { message, words, lines, left } = await withNpm(
      'npm-json',
      `echo '${JSON.stringify({ error: { code: 'ECONNREFUSED', summary } })}'`,
    );
    expect(words).toMatchInlineSnapshot(
      `"pack --json --ignore-scripts --fetch-retries=0 --fetch-timeout=60000 --pack-destination STAGING/node_modules/.archives @tensorflow/tfjs-node@4.22.0 google-protobuf@3.21.4 progress@2.0.3 node-api-headers@1.9.0 STAGING/temporary"`,
    );
    expect(lines.slice(1)).toMatchInlineSnapshot(`
     [
       "npm: FetchError: request to https://mirror.example/progress failed",
       "fetching them without npm",
     ]
    `);
    expect(message).toMatchInlineSnapshot(`
     "native install has a problem
       @tensorflow/tfjs-node 4.22.0: expected a package from the registry of npm, received npm: FetchError: request to https://mirror.example/progress failed; 127.0.0.1:1 is not reached: connect ECONNREFUSED 127.0.0.1:1
         fix: look whether the network is there; npm config set registry names a mirror, HTTPS_PROXY a proxy"
    `);
    expect(left).toEqual([]);
  });

  test.each([
    ['an error in lines', "echo 'npm error code E403\nnpm error 403 Forbidden' >&2", 'npm: 403 Forbidden; 127'],
    ['an error of older ones', "echo 'npm ERR! code E403\nnpm ERR! network no luck' >&2", 'npm: network no luck; 127'],
    ['nothing', 'exit 1', 'npm: it failed; 127'],
    ['what is no answer', 'echo packed; exit 0', 'npm: an answer that is not understood; 127'],
  ])('may say %s', async (name, script, expected) => {
    expect((await withNpm(name.replaceAll(' ', '-'), script)).message).toContain(expected);
  });
});

test('one that was set aside by a process that was killed before the new one was in its place is back with the next', async () => {
  const { surroundings, root } = await newMachine('aside', 'http://127.0.0.1:1');
  const { folder } = nativePlaces(surroundings);
  const aside = `${folder}.old-1`;
  await mkdir(aside, { recursive: true });
  await writeFile(join(aside, 'installed.json'), '{"tensorflow":"2.21.0"}');
  await failureOf({ ...surroundings, again: true });
  expect(await readdir(root)).toEqual([basename(folder)]);
  expect(await readdir(folder)).toEqual(['installed.json']);
  await mkdir(aside); // where the new one is there already, the old one is not of use
  await writeFile(join(aside, 'installed.json'), '{}');
  await failureOf({ ...surroundings, again: true });
  expect(await readdir(root)).toEqual([basename(folder)]);
  expect(await readFile(join(folder, 'installed.json'), 'utf8')).toBe('{"tensorflow":"2.21.0"}');
});

describe('of two at once', () => {
  test('the second is told of the first', async () => {
    const { surroundings } = await newMachine('twice', 'http://127.0.0.1:1');
    const { root, lock } = nativePlaces(surroundings);
    await mkdir(root, { recursive: true });
    const failure = await whileLocked(lock, () => failureOf(surroundings));
    expect((failure as Error).message.replace(lock, 'LOCK').replace(/\d+ on \S+/, 'N on HOST')).toMatchInlineSnapshot(`
     "native has a problem
       LOCK: expected no other process that installs or removes, received process N on HOST
         fix: wait until it ends; netspec native status tells"
    `);
  });
});

describe('where nothing is installed', () => {
  const surroundings = () => ({ ...machine, env: { NETSPEC_CACHE: path('empty') } });

  test('status says so, and remove has nothing to do', async () => {
    const folder = join(path('empty'), 'native', 'tfjs-node-4.22.0-linux-x64');
    expect(await nativeStatus(surroundings())).toEqual({ folder, works: false, leftoverBytes: 0 });
    expect(await removeNative(surroundings())).toEqual({ folder, bytes: 0 });
  });
});

describe('status tells', () => {
  const text = (status: NativeStatus) =>
    statusText(status)
      .replaceAll(path(''), 'CACHE')
      .replace(/\d+ on \S+/, 'N on HOST');

  test('that an installation goes on', async () => {
    const surroundings = { ...machine, env: { NETSPEC_CACHE: path('going') } };
    const { root, folder, lock } = nativePlaces(surroundings);
    await mkdir(`${folder}.new-1`, { recursive: true });
    await writeFile(`${folder}.new-1/library`, 'x'.repeat(2e6));
    const status = await whileLocked(lock, () => nativeStatus(surroundings));
    expect(status).toEqual({ folder, works: false, installing: { pid: process.pid, host: hostname() }, leftoverBytes: 0 });
    expect(text(status)).toMatchInlineSnapshot(`
     "process N on HOST installs or removes at this moment
     nothing is installed in CACHE/going/native/tfjs-node-4.22.0-linux-x64
     "
    `);
    expect(await readdir(root)).toHaveLength(1);
  });

  test('what one that was killed has left', async () => {
    const surroundings = { ...machine, env: { NETSPEC_CACHE: path('left') } };
    const { folder, lock } = nativePlaces(surroundings);
    await mkdir(`${folder}.new-1`, { recursive: true });
    await writeFile(`${folder}.new-1/library`, 'x'.repeat(2e6));
    await mkdir(`${folder}.gone-2`);
    await writeFile(`${folder}.gone-2/library`, 'x'.repeat(1e6));
    await writeFile(lock, JSON.stringify({ pid: 2 ** 30, host: hostname() }));
    const status = await nativeStatus(surroundings);
    expect(status).toEqual({ folder, works: false, leftoverBytes: 3e6 });
    expect(text(status)).toMatchInlineSnapshot(`
     "nothing is installed in CACHE/left/native/tfjs-node-4.22.0-linux-x64
       netspec native install does it
     an installation or a removal that was killed has left 3 MB: netspec native remove takes it away
     "
    `);
    await removeNative(surroundings);
    expect(await nativeStatus(surroundings)).toEqual({ folder, works: false, leftoverBytes: 0 });
  });
});

test('remove takes all of it, and says how much', async () => {
  const surroundings = { ...machine, env: { NETSPEC_CACHE: path('full') } };
  const { folder, root } = nativePlaces(surroundings);
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await writeFile(join(folder, 'node_modules', 'library'), 'x'.repeat(1000));
  await writeFile(join(folder, 'installed.json'), '{}');
  expect(await removeNative(surroundings)).toEqual({ folder, bytes: 1002 });
  expect(await readdir(root)).toEqual([]);
});

test('one that is damaged is told as that', async () => {
  const surroundings = { platform: process.platform, arch: process.arch, env: { ...process.env, NETSPEC_CACHE: path('damaged') } };
  const { folder } = nativePlaces(surroundings);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'installed.json'), JSON.stringify({ tensorflow: '2.21.0' }));
  const { works, refusal } = await nativeStatus(surroundings);
  expect(works).toBe(false);
  expect(JSON.parse(JSON.stringify(refusal).replaceAll(folder, 'FOLDER'))).toMatchInlineSnapshot(`
   {
     "expected": "native bindings that learn XOR",
     "fix": "netspec native install --again, or netspec native remove: netspec runs on WebAssembly without them",
     "path": "FOLDER",
     "received": "Error: Cannot find module 'FOLDER/node_modules/@tensorflow/tfjs-node'",
   }
  `);
});

test.each([
  [{ NETSPEC_CACHE: '/a', XDG_CACHE_HOME: '/b', HOME: '/c' }, 'linux', '/a'],
  [{ XDG_CACHE_HOME: '/b', HOME: '/c' }, 'linux', '/b/netspec'],
  [{ HOME: '/c' }, 'linux', '/c/.cache/netspec'],
  [{ HOME: '/c' }, 'darwin', '/c/Library/Caches/netspec'],
])('the cache of %j on %s is %s', (env, platform, expected) => {
  expect(cacheFolder({ env, platform, arch: 'x64' })).toBe(expected);
});
