import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { proxyFor } from '../../../src/node/native/networkSettings.ts';
import { redirected, request } from '../../../src/node/native/request.ts';
import { serve } from './localServer.ts';

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
    ['a server', 'http', '', ''],
    ['a proxy that is to pass an encrypted connection on', 'https', '', 'HTTPS_PROXY'],
    ['a proxy for one that is not', 'http', '', 'HTTP_PROXY'],
    ['a server behind a proxy', 'https', 'HTTP/1.1 200 OK\r\n\r\n', 'HTTPS_PROXY'],
  ])('%s', async (_, protocol, answer, setting) => {
    const host = await silent(answer);
    const url = new URL(setting === '' ? `${protocol}://${host}/` : `${protocol}://mirror.example/`);
    await expect(request(url, { env: { [setting]: host }, silenceMs: 60 })).rejects.toThrow(
      `${host} is not reached: it says nothing for 0.06 s`,
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
    const { body } = await request(asked, { env: { http_proxy: `http://me:${written}@${host}` } });
    body.resume();
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    expect(seen).toEqual([basic(`me:${sent}`), basic(`you:${sent}`)]);
  });
});
