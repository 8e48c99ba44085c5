import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fetchWheel } from '../../../src/node/native/fetchWheel.ts';
import { findWheel } from '../../../src/node/native/findWheel.ts';
import { machineOf } from '../../../src/node/native/machine.ts';
import { temporaryFolder } from '../../cli/temporary.ts';
import { serve } from './localServer.ts';

const path = temporaryFolder();
const surroundings = { platform: 'linux', arch: 'x64' };
const machine = machineOf({ ...surroundings, env: {} }, '2.31');
/** Nor files of settings. */
const noPrograms = { PATH: '/nowhere', npm_config_globalconfig: '/nowhere', PIP_CONFIG_FILE: '/dev/null' };
const wheel = Buffer.from('the bytes of a wheel');
const sha256 = createHash('sha256').update(wheel).digest('hex');
const NAME = 'tensorflow_cpu-2.20.0-cp311-cp311-manylinux_2_17_x86_64.whl';
const page = '/simple/tensorflow-cpu/';
const json = (hash = sha256, name = NAME) =>
  JSON.stringify({
    files: [
      { filename: name.replace('manylinux_2_17_x86_64', 'win_amd64'), url: '../../other.whl', hashes: { sha256: 'f'.repeat(64) } },
      { filename: name, url: '../../files/wheel.whl', hashes: { sha256: hash } },
    ],
  });
const types = { [page]: 'application/vnd.pypi.simple.v1+json' };

let folders = 0;
async function fetchTo(
  env: Readonly<Record<string, string>>,
  { tensorflow = '2.20.0', hash, signal }: { tensorflow?: string; hash?: string; signal?: AbortSignal } = {},
) {
  const folder = path(`fetch-${folders++}`);
  await mkdir(folder);
  const lines: string[] = [];
  const context = { ...surroundings, env: { ...noPrograms, ...env }, progress: (line: string) => void lines.push(line), signal };
  return { ...(await fetchWheel(machine, { tensorflow, sha256: hash }, folder, context)), lines };
}

describe('without pip the wheel comes from the index', () => {
  test('that PIP_INDEX_URL names, as JSON', async () => {
    const { url, host, asked } = await serve({ [page]: json(), '/files/wheel.whl': wheel }, types);
    const fetched = await fetchTo({ PIP_INDEX_URL: `${url}/simple` });
    expect({ name: fetched.name, sha256: fetched.sha256 }).toEqual({ name: NAME, sha256 });
    expect(fetched.lines).toEqual([
      'asking the index for the SHA-256 of tensorflow-cpu 2.20.0',
      'asking the index for tensorflow-cpu 2.20.0',
      `fetching ${NAME} from ${host}`,
    ]);
    expect(await readFile(fetched.path)).toEqual(wheel);
    expect(asked).toEqual([page, page, '/files/wheel.whl']); // its hash first
  });

  test('that pip.conf names, as a page of links', async () => {
    const other = `<a href="https://elsewhere.example/${NAME.replace('2.20.0', '2.19.0')}#sha256=${'0'.repeat(64)}">${NAME.replace('2.20.0', '2.19.0')}</a>`;
    const html = `<!DOCTYPE html><html><body>${other}\n<a class="x" href="/files/wheel.whl?a=1&amp;b=2#sha256=${sha256}">${NAME}</a></body></html>`;
    const { url, asked } = await serve({ '/mirror/tensorflow-cpu/': html, '/files/wheel.whl?a=1&b=2': wheel });
    await writeFile(path('pip.conf'), `[global]\ntimeout = 60\nindex-url = ${url}/mirror\n`);
    expect(await fetchTo({ PIP_CONFIG_FILE: path('pip.conf') })).toMatchObject({ name: NAME, sha256 });
    expect(asked).toEqual(['/mirror/tensorflow-cpu/', '/mirror/tensorflow-cpu/', '/files/wheel.whl?a=1&b=2']);
  });

  test.each([
    ['x64', 'tensorflow_cpu-2.13.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl'],
    ['x64', 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl'],
    ['arm64', 'tensorflow-2.20.0-cp311-cp311-manylinux_2_17_aarch64.manylinux2014_aarch64.whl'],
    ['arm64', 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_aarch64.whl'],
  ])('for %s of a name with one tag or two: %s', async (arch, name) => {
    const ofArch = machineOf({ platform: 'linux', arch, env: {} }, '2.31');
    const { url } = await serve({ [`/simple/${ofArch.project}/`]: `<a href="/w.whl#sha256=${sha256}">${name}</a>` });
    const found = await findWheel(ofArch, name.split('-')[1]!, { env: { PIP_INDEX_URL: `${url}/simple` } });
    expect(found.name).toBe(name);
  });

  test('also where that leads elsewhere', async () => {
    const moved = await serve({ '/there/': json(), '/files/wheel.whl': wheel }, { '/there/': types[page]! });
    const { url } = await serve({ [page]: (response) => response.writeHead(301, { location: `${moved.url}/there/` }).end() });
    expect(await fetchTo({ PIP_INDEX_URL: `${url}/simple/` })).toMatchObject({ sha256 });
    expect(moved.asked).toEqual(['/there/', '/there/', '/files/wheel.whl']);
  });
});

describe('a proxy', () => {
  test('is asked for the whole address, with name and password, unless NO_PROXY excepts the host', async () => {
    const passwords: (string | undefined)[] = [];
    const proxy = await serve({
      [`http://mirror.example${page}`]: (response, { headers }) => {
        passwords.push(headers['proxy-authorization']);
        response.writeHead(200, { 'content-type': types[page] }).end(json());
      },
      'http://mirror.example/files/wheel.whl': wheel,
    });
    const env = { PIP_INDEX_URL: 'http://mirror.example/simple', http_proxy: `http://me:p%40ss@${proxy.host}` };
    expect(await fetchTo(env)).toMatchObject({ sha256 });
    expect(new Set(passwords)).toEqual(new Set([`Basic ${Buffer.from('me:p@ss').toString('base64')}`]));

    const { url, host } = await serve({ [page]: json(), '/files/wheel.whl': wheel }, types);
    const excepted = { PIP_INDEX_URL: `${url}/simple`, HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: 'other.example, 127.0.0.1' };
    expect((await fetchTo(excepted)).lines.at(-1)).toBe(`fetching ${NAME} from ${host}`);
  });

  test('is asked to pass an encrypted connection on', async () => {
    const firstBytes: number[] = [];
    const target = createTcpServer((socket) => socket.once('data', (data) => (firstBytes.push(data[0]!), socket.destroy())).on('error', () => undefined)); // prettier-ignore
    await new Promise<void>((done) => target.listen(0, '127.0.0.1', done));
    const { server, host } = await serve({});
    const asked: string[] = [];
    server.on('connect', ({ url }, socket) => {
      asked.push(url!);
      const through = connect((target.address() as AddressInfo).port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      through.pipe(socket).pipe(through);
      for (const end of [through, socket]) end.on('error', () => undefined);
    });
    await expect(fetchTo({ PIP_INDEX_URL: 'https://mirror.example/simple', HTTPS_PROXY: host })).rejects.toThrow('is not reached');
    await new Promise((done) => target.close(done));
    expect(asked).toEqual(['mirror.example:443']);
    expect(firstBytes).toEqual([0x16]); // a TLS handshake (RFC 8446, section 5.1)
  });

  test('that refuses is named', async () => {
    const { server, host } = await serve({});
    server.on('connect', (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
    const failure = await fetchTo({ PIP_INDEX_URL: 'https://mirror.example/simple', HTTPS_PROXY: `http://${host}` }).catch((error: Error) => error.message); // prettier-ignore
    expect(String(failure).replace(host, 'HOST')).toMatchInlineSnapshot(`
     "native install has a problem
       tensorflow-cpu 2.20.0: expected the SHA-256 of its wheel from the index of Python packages, received the proxy HOST answers 407
         fix: give it by --sha256, from a source that you trust; or look whether the network is there; PIP_INDEX_URL names a mirror, HTTPS_PROXY a proxy, PIP_CERT its certificates"
    `);
  });
});

describe('what is not as it was published is refused', () => {
  test('by the hash of the index', async () => {
    const { url } = await serve({ [page]: json('0'.repeat(64)), '/files/wheel.whl': wheel }, types);
    await expect(fetchTo({ PIP_INDEX_URL: `${url}/simple` })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "native install has a problem
       tensorflow_cpu-2.20.0-cp311-cp311-manylinux_2_17_x86_64.whl: expected the SHA-256 0000000000000000000000000000000000000000000000000000000000000000, received 31058bb3386565f0923e41c6941e94a06b31cbcfb5e6e66430805b94b45f55ca
         fix: nothing of it was used: try again, and if it stays so ask who runs the mirror or the proxy in between"
    `);
  });

  test('by the hash that is known for the usual release, whatever the index says', async () => {
    const usual = NAME.replace('2.20.0', '2.21.0');
    const { url } = await serve({ [page]: json(sha256, usual), '/files/wheel.whl': wheel }, types);
    await expect(fetchTo({ PIP_INDEX_URL: `${url}/simple` }, { tensorflow: '2.21.0' })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "native install has a problem
       tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_17_x86_64.whl: expected the SHA-256 2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c, received 31058bb3386565f0923e41c6941e94a06b31cbcfb5e6e66430805b94b45f55ca
         fix: nothing of it was used: try again, and if it stays so ask who runs the mirror or the proxy in between"
    `);
  });

  test('and so is an index that publishes none', async () => {
    const { url, host } = await serve({ [page]: `<a href="/files/wheel.whl">${NAME}</a>`, '/files/wheel.whl': wheel });
    const failure = await fetchTo({ PIP_INDEX_URL: `${url}/simple` }).catch((error: Error) => error.message);
    expect(String(failure).replace(host, 'HOST')).toMatchInlineSnapshot(`
     "native install has a problem
       tensorflow-cpu 2.20.0: expected the SHA-256 of its wheel from the index of Python packages, received HOST does not publish that of tensorflow_cpu-2.20.0-cp311-cp311-manylinux_2_17_x86_64.whl
         fix: give it by --sha256, from a source that you trust; or look whether the network is there; PIP_INDEX_URL names a mirror, HTTPS_PROXY a proxy, PIP_CERT its certificates"
    `);
  });
});

describe('where it cannot be fetched', () => {
  test.each([
    ['nobody answers', {}, 'is not reached: connect ECONNREFUSED'],
    ['the index does not have it', { [page]: '<a href="/x">x-1.0.tar.gz</a>' }, 'has no wheel of 2.20.0 for this machine'],
    ['it breaks off', { [page]: json(), '/files/wheel.whl': (response: ServerResponse) => void response.writeHead(200, { 'content-length': 99 }).write('half', () => response.destroy()) }, 'broke off: aborted'], // prettier-ignore
  ])('%s: it says so', async (name, answers, message) => {
    const { url, server } = await serve(answers, name === 'it breaks off' ? types : {});
    if (name === 'nobody answers') await new Promise((done) => server.close(done));
    await expect(fetchTo({ PIP_INDEX_URL: `${url}/simple` })).rejects.toThrow(message);
  });
});

describe('pip', () => {
  /** A stand-in for Python: what pip does on the network is pip's own affair. */
  async function python(name: string, download: string) {
    const file = path(name);
    const script = `#!/bin/sh\nif [ "$3" = --version ]; then exit 0; fi\necho "$@" > ${file}.words\nfor word; do last=$into; into=$word; done\n${download}\n`;
    await writeFile(file, script);
    await chmod(file, 0o755);
    return { PYTHON: file, PATH: process.env['PATH'] ?? '' };
  }

  test('is taken where there is one', async () => {
    const env = await python('pip-works', `printf 'the bytes of a wheel' > "$last/${NAME}"`);
    const { url, asked } = await serve({ [page]: json() }, types);
    const fetched = await fetchTo({ ...env, PIP_INDEX_URL: `${url}/simple` });
    expect(fetched).toMatchObject({ name: NAME, sha256 });
    expect(fetched.lines).toEqual(['asking the index for the SHA-256 of tensorflow-cpu 2.20.0', 'fetching tensorflow-cpu 2.20.0 by pip']);
    expect(asked).toEqual([page]);
    const words = (await readFile(path('pip-works.words'), 'utf8')).trim();
    expect(words).toBe(`-m pip download --no-deps --only-binary=:all: --python-version 3.11 --no-cache-dir --no-input --retries 1 --dest ${join(fetched.path, '..')} tensorflow-cpu==2.20.0`); // prettier-ignore
  });

  test('that fails leaves it to the index, and nothing behind', async () => {
    const env = await python('pip-fails', `touch "$last/half.whl"; echo 'ERROR: no such luck' >&2; exit 1`);
    const { url } = await serve({ [page]: json(), '/files/wheel.whl': wheel }, types);
    const fetched = await fetchTo({ ...env, PIP_INDEX_URL: `${url}/simple` });
    expect(await readdir(join(fetched.path, '..'))).toEqual([NAME]);
    expect(fetched.lines.slice(1, -1)).toEqual([
      'fetching tensorflow-cpu 2.20.0 by pip',
      'pip: no such luck',
      'asking the index for tensorflow-cpu 2.20.0',
    ]);
    const { url: empty, host } = await serve({});
    const failure = await fetchTo({ ...env, PIP_INDEX_URL: `${empty}/simple` }, { hash: sha256 }).catch((error: Error) => error.message);
    expect(String(failure).replace(host, 'HOST')).toMatchInlineSnapshot(`
     "native install has a problem
       tensorflow-cpu 2.20.0: expected a wheel from the index of Python packages, received pip: no such luck; http://HOST/simple/tensorflow-cpu/ answers 404
         fix: look whether the network is there; PIP_INDEX_URL names a mirror, HTTPS_PROXY a proxy, PIP_CERT its certificates"
    `);
  });

  test('that compares nothing, since the index publishes no hash, is not believed', async () => {
    const env = await python('pip-unchecked', `printf 'the bytes of a wheel' > "$last/${NAME}"`);
    const { url } = await serve({ [page]: `<a href="/files/wheel.whl">${NAME}</a>` });
    const mirror = { ...env, PIP_INDEX_URL: `${url}/simple` };
    await expect(fetchTo(mirror)).rejects.toThrow(`does not publish that of ${NAME}`);
    expect(await fetchTo(mirror, { hash: sha256.toUpperCase() })).toMatchObject({ name: NAME, sha256 });
    await expect(fetchTo(mirror, { hash: '0'.repeat(64) })).rejects.toThrow(`expected the SHA-256 ${'0'.repeat(64)}, received ${sha256}`);
  });

  test('that gets another wheel than the usual one is not believed', async () => {
    const usual = NAME.replace('2.20.0', '2.21.0');
    const env = await python('pip-other', `printf 'the bytes of a wheel' > "$last/${usual}"`);
    await expect(fetchTo(env, { tensorflow: '2.21.0' })).rejects.toThrow(`${usual}: expected the SHA-256 2b847d21`);
  });
});

test('a stop while it is fetched ends it at once, with the reason', async () => {
  const controller = new AbortController();
  const { url } = await serve({ [page]: json(), '/files/wheel.whl': (response) => void response.writeHead(200, { 'content-length': 99 }).write('half', () => controller.abort()) }, types); // prettier-ignore
  const failure: unknown = await fetchTo({ PIP_INDEX_URL: `${url}/simple` }, { signal: controller.signal }).catch(
    (error: unknown) => error,
  );
  expect((failure as Error).name).toBe('AbortError');
});
