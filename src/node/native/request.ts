import { once } from 'node:events';
import http, { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import tls from 'node:tls';
import { proxyFor, trusted } from './networkSettings.ts';
import type { Surroundings } from './places.ts';

interface RequestOptions {
  readonly env: Surroundings['env'];
  readonly headers?: OutgoingHttpHeaders;
  readonly signal?: AbortSignal | undefined;
  /** How long a server or a proxy may say nothing. Default: a minute. */
  readonly silenceMs?: number;
}

const MOST_REDIRECTS = 5;
const SILENCE_MS = 60_000;

/**
 * Gets what is at an address, through the proxy that settings name; Node's own `fetch` knows none before Node 24.
 * @returns the answer, with its body still to be read, and the address that it came from.
 * @throws Error where nobody answers, or with anything but 200.
 */
export async function request(url: URL, options: RequestOptions): Promise<{ readonly body: IncomingMessage; readonly url: URL }> {
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const body = await answer(url, options);
    const { statusCode = 0, headers } = body;
    if (statusCode === 200) return { body, url };
    body.resume();
    if (statusCode < 300 || statusCode > 399 || headers.location === undefined) throw new Error(`${shown(url)} answers ${statusCode}`);
    url = redirected(url, headers.location);
  }
  throw new Error(`${shown(url)} leads on and on`);
}

/**
 * Where an answer leads.
 * @throws Error where that would no longer be encrypted, or is nothing that can be asked.
 */
export function redirected(from: URL, location: string): URL {
  const to = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (to?.protocol === 'https:' || (to?.protocol === 'http:' && from.protocol === 'http:')) return to;
  throw new Error(`${shown(from)} leads to ${to === undefined ? 'no address' : `${shown(to)}, which is not encrypted`}`);
}

/** The whole of what is at an address. */
export async function requestBytes(
  url: URL,
  options: RequestOptions,
): Promise<{ readonly bytes: Buffer; readonly type: string; readonly url: URL }> {
  // prettier-ignore
  const { body, url: from } = await request(url, options);
  const parts: Buffer[] = [];
  for await (const part of body) parts.push(part as Buffer);
  return { bytes: Buffer.concat(parts), type: body.headers['content-type'] ?? '', url: from };
}

/** Without name and password. */
export const shown = ({ protocol, host, pathname }: URL): string => `${protocol}//${host}${pathname}`;

async function answer(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  const { env, headers = {}, signal, silenceMs = SILENCE_MS } = options;
  const proxy = proxyFor(url, env);
  const ca = trusted(env);
  const secure = ca === undefined ? {} : { ca };
  const own = { 'user-agent': 'netspec', ...headers, ...passwordOf(url, 'authorization') };
  const common = { headers: own, timeout: silenceMs, ...(signal ? { signal } : {}) };
  const waiting =
    url.protocol === 'https:'
      ? https.request(bare(url), {
          ...common,
          ...secure,
          // Beside an agent, even `false`, Node takes no notice of `createConnection`.
          ...(proxy === undefined ? { agent: false } : { createConnection: await throughTunnel(url, proxy, secure, options) }),
        })
      : proxy === undefined
        ? http.request(bare(url), { ...common, agent: false })
        : clientOf(proxy).request(bare(proxy), { ...common, ...secure, agent: false, path: bare(url).href, headers: { ...own, host: url.host, ...passwordOf(proxy, 'proxy-authorization') } }); // prettier-ignore
  endSilence(waiting, silenceMs);
  waiting.end();
  try {
    const [message] = (await once(waiting, 'response')) as [IncomingMessage];
    return message;
  } catch (error) {
    const through = proxy && `the proxy ${proxy.host}`;
    throw told(error, through === undefined ? url.host : url.protocol === 'https:' ? `${url.host} behind ${through}` : through, signal);
  }
}

/** A connection to a host through a proxy that only passes bytes on (RFC 9110, section 9.3.6). */
async function throughTunnel(url: URL, proxy: URL, secure: { readonly ca?: string[] }, { signal, silenceMs = SILENCE_MS }: RequestOptions) {
  const to = `${url.hostname}:${url.port || 443}`;
  const asking = clientOf(proxy).request(bare(proxy), {
    method: 'CONNECT',
    path: to,
    headers: { host: to, ...passwordOf(proxy, 'proxy-authorization') },
    agent: false,
    timeout: silenceMs,
    ...secure,
    ...(signal ? { signal } : {}),
  });
  endSilence(asking, silenceMs);
  asking.end();
  const [message, socket] = (await once(asking, 'connect').catch((error: unknown) => {
    throw told(error, `the proxy ${proxy.host}`, signal);
  })) as [IncomingMessage, Socket];
  if (message.statusCode !== 200) {
    socket.destroy();
    throw new Error(`the proxy ${proxy.host} answers ${message.statusCode}`);
  }
  // A socket that it did not open itself Node gives no timeout.
  return () => tls.connect({ socket, servername: url.hostname, ...secure }).setTimeout(silenceMs);
}

/** Node only tells of it. */
const endSilence = (asking: ClientRequest, silenceMs: number): unknown =>
  asking.on('timeout', () => asking.destroy(new Error(`it says nothing for ${silenceMs / 1000} s`)));

const clientOf = (url: URL): typeof http | typeof https => (url.protocol === 'https:' ? https : http);

/** An address without name and password, which Node itself does not take where there is a bare `%` in them. */
function bare(url: URL): URL {
  const address = new URL(url);
  address.username = address.password = '';
  return address;
}

const passwordOf = ({ username, password }: URL, header: 'authorization' | 'proxy-authorization'): OutgoingHttpHeaders =>
  username === '' ? {} : { [header]: `Basic ${Buffer.from(`${decode(username)}:${decode(password)}`).toString('base64')}` };

/** What is written as `%40` and the like; a `%` that begins nothing of the kind is one. */
const decode = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });

/** Refusals of several addresses of a host have no text of their own. */
function told(error: unknown, asked: string, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return signal.reason;
  const { code, message } = error as NodeJS.ErrnoException;
  return new Error(`${asked} is not reached: ${message || code}`);
}
