import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { indexUrl, proxyFor, registryUrl, trusted } from '../../../src/node/native/networkSettings.ts';
import { fetchPackages, nodeApiHeaders } from '../../../src/node/native/packages.ts';
import { redirected, request } from '../../../src/node/native/request.ts';
import { temporaryFolder } from '../../cli/temporary.ts';
import { serve } from './localServer.ts';

const path = temporaryFolder();
/** Of this machine. */
const noFiles = { npm_config_globalconfig: '/nowhere', PIP_CONFIG_FILE: '/dev/null' };
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** What takes connections, and says this once it has heard the first bytes. */
async function silent(answer = ''): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket.on('error', () => undefined).once('data', () => socket.write(answer))));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((done) => server.close(done));
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('who says nothing is not waited for', () => {
  test.each([
    ['a server', 'http', '', '', ''],
    ['a proxy that is to pass an encrypted connection on', 'https', '', 'HTTPS_PROXY', 'the proxy '],
    ['a proxy for one that is not', 'http', '', 'HTTP_PROXY', 'the proxy '],
    ['a server behind a proxy', 'https', 'HTTP/1.1 200 OK\r\n\r\n', 'HTTPS_PROXY', 'mirror.example behind the proxy '],
  ])('%s', async (_, protocol, answer, setting, who) => {
    const host = await silent(answer);
    const url = new URL(setting === '' ? `${protocol}://${host}/` : `${protocol}://mirror.example/`);
    await expect(request(url, { env: { ...noFiles, [setting]: host }, silenceMs: 60 })).rejects.toThrow(
      new Error(`${who}${host} is not reached: it says nothing for 0.06 s`),
    );
  });
});

describe('an answer leads', () => {
  const secure = new URL('https://a.example/simple/');

  test.each([
    ['http://a.example/', '/b', 'http://a.example/b'],
    ['http://a.example/', 'https://b.example/', 'https://b.example/'],
    ['https://a.example/', 'https://b.example/x', 'https://b.example/x'],
  ])('from %s by %s to %s', (from, location, to) => {
    expect(redirected(new URL(from), location).href).toBe(to);
  });

  test('never from an encrypted place to one that is not', () => {
    expect(() => redirected(secure, 'http://a.example/files')).toThrow(
      'https://a.example/simple/ leads to http://a.example/files, which is not encrypted',
    );
    expect(() => redirected(secure, 'file:///etc/passwd')).toThrow('which is not encrypted');
    expect(() => redirected(secure, 'https://[')).toThrow('https://a.example/simple/ leads to no address');
  });
});

describe('the proxy', () => {
  const url = new URL('http://mirror.example/');

  test('is not asked for what any of the settings excepts, though another one is empty', () => {
    const HTTP_PROXY = 'proxy.example:3128';
    expect(proxyFor(url, { HTTP_PROXY, no_proxy: '' })?.href).toBe('http://proxy.example:3128/');
    expect(proxyFor(url, { HTTP_PROXY, no_proxy: '', NO_PROXY: 'mirror.example' })).toBeUndefined();
    expect(proxyFor(url, { HTTP_PROXY, no_proxy: '', NO_PROXY: '', npm_config_noproxy: '.example' })).toBeUndefined();
    expect(proxyFor(url, { http_proxy: '', HTTP_PROXY })?.host).toBe('proxy.example:3128');
  });

  test('is named by its setting, without a password, where it is none that can be asked', () => {
    expect(() => proxyFor(url, { HTTP_PROXY: 'http://me:secret@:0:/' })).toThrow(/^HTTP_PROXY is not the address of a proxy$/);
    expect(() => proxyFor(url, { all_proxy: 'socks5://proxy.example' })).toThrow(
      'all_proxy names a proxy of a kind that is not known here: socks5://',
    );
  });

  test.each([
    ['100%', '100%'],
    ['a%zzb%40c', 'a%zzb@c'],
    ['%ff', '%ff'],
    ['%C3%A9%', 'é%'],
  ])('gets a password with a bare %% as it is written: %s', async (written, sent) => {
    const seen: (string | undefined)[] = [];
    const { host } = await serve({
      'http://mirror.example/': (response, { headers }) => {
        seen.push(headers['proxy-authorization'], headers.authorization);
        response.end();
      },
    });
    const asked = new URL(`http://you:${written}@mirror.example/`);
    const { body } = await request(asked, { env: { ...noFiles, http_proxy: `http://me:${written}@${host}` } });
    body.resume();
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    expect(seen).toEqual([basic(`me:${sent}`), basic(`you:${sent}`)]);
  });
});

describe('the settings of files', () => {
  const env = (home: string, more = {}) => ({ HOME: path(home), npm_config_globalconfig: '/nowhere', ...more });
  async function files(home: string, npmrc: string, pipConf = '') {
    await mkdir(path(`${home}/.config/pip`), { recursive: true });
    await writeFile(path(`${home}/.npmrc`), npmrc);
    await writeFile(path(`${home}/.config/pip/pip.conf`), pipConf);
  }

  test.each([
    ['bare', 'registry=http://mirror.example/npm'],
    ['in quotes', 'registry = "http://mirror.example/npm/"'],
    ['in single quotes, among others', "@mine:registry=https://other.example/\r\nregistry='http://mirror.example/npm'\r\nproxy=x"],
    ['with a variable and a comment', 'registry=http://${MIRROR}/npm ; ours'],
  ])('give the registry %s', async (name, npmrc) => {
    await files(name, npmrc);
    expect(registryUrl(env(name, { MIRROR: 'mirror.example' }))).toBe('http://mirror.example/npm/');
  });

  test('that are no address are named, without a password', async () => {
    await files('wrong', 'registry=${MIRROR}', '[global]\nindex_url: me:secret@mirror.example/simple\n');
    expect(() => registryUrl(env('wrong'))).toThrow(
      `registry of ${path('wrong/.npmrc')} is "\${MIRROR}", which is no address that begins with https:// or http://`,
    );
    expect(() => indexUrl(env('wrong'))).toThrow(
      `index-url of ${path('wrong/.config/pip/pip.conf')} is "...@mirror.example/simple", which`,
    );
    expect(() => indexUrl({ PIP_INDEX_URL: 'mirror.example/simple' })).toThrow('PIP_INDEX_URL is "mirror.example/simple", which');
    expect(() => registryUrl({ npm_config_registry: 'mirror.example' })).toThrow('npm_config_registry is "mirror.example", which');
  });

  test('give the proxy and its exceptions, after those of the surroundings', async () => {
    const [secure, open] = [new URL('https://mirror.example/'), new URL('http://mirror.example/')];
    await files('npm', 'proxy=http://plain.example:1/\nhttps-proxy="http://secure.example:2/"\nnoproxy=a.example,b.example\n');
    expect(proxyFor(secure, env('npm'))?.host).toBe('secure.example:2');
    expect(proxyFor(open, env('npm'))?.host).toBe('plain.example:1');
    expect(proxyFor(new URL('https://x.b.example/'), env('npm'))).toBeUndefined();
    expect(proxyFor(secure, env('npm', { HTTPS_PROXY: 'other.example:3' }))?.host).toBe('other.example:3');
    await files('pip', 'proxy=null\nhttps-proxy=false\n', '[global]\nproxy = pip.example:4\n');
    expect(proxyFor(secure, env('pip', { npm_config_proxy: 'null' }))?.host).toBe('pip.example:4');
    await files('bad', 'https-proxy=socks5://me:secret@proxy.example\n');
    expect(() => proxyFor(secure, env('bad'))).toThrow(
      `https-proxy of ${path('bad/.npmrc')} names a proxy of a kind that is not known here: socks5://`,
    );
  });

  test('give the certificates to trust, of npm before those of pip', async () => {
    const [ours, theirs] = [path('our certificates.pem'), path('theirs.pem')];
    await writeFile(ours, 'OURS');
    await writeFile(theirs, 'THEIRS');
    await files('certificates', `cafile=${ours}\n`, `[global]\ncert = ${theirs}\n`);
    expect(trusted(env('certificates'))?.at(-1)).toBe('OURS');
    await files('certificates', '', `[global]\ncert = ${theirs}\n`);
    expect(trusted(env('certificates'))?.at(-1)).toBe('THEIRS');
    expect(trusted(env('certificates', { PIP_CERT: ours }))?.at(-1)).toBe('OURS');
    expect(trusted(env('none', { PIP_CONFIG_FILE: '/dev/null' }))).toBeUndefined();
  });

  test('are asked by what goes to the registry: the proxy of .npmrc, and nobody else', async () => {
    const proxy = await serve({});
    const registry = await serve({});
    await files('asked', `registry=${registry.url}/\nproxy=http://${proxy.host}\n`);
    const surroundings = { platform: 'linux', arch: 'x64', env: env('asked', { PATH: '/nowhere' }), progress: () => undefined };
    await expect(fetchPackages([nodeApiHeaders], path('asked/modules'), surroundings)).rejects.toThrow('answers 404');
    expect({ proxy: proxy.asked, registry: registry.asked }).toEqual({
      proxy: [`${registry.url}/node-api-headers/-/node-api-headers-1.9.0.tgz`],
      registry: [],
    });
  });

  test('that lead nowhere are no failure of ours', async () => {
    const surroundings = { platform: 'linux', arch: 'x64', env: { ...noFiles, PATH: '/nowhere', npm_config_registry: 'mirror.example' }, progress: () => undefined }; // prettier-ignore
    await expect(fetchPackages([nodeApiHeaders], path('nowhere'), surroundings)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "native install has a problem
       node-api-headers 1.9.0: expected a package from the registry of npm, received npm_config_registry is "mirror.example", which is no address that begins with https:// or http://
         fix: look whether the network is there; npm config set registry names a mirror, HTTPS_PROXY a proxy"
    `);
  });
});
