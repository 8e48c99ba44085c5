import { once } from 'node:events';
import http, { type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import tls from 'node:tls';
import { proxyFor, trusted } from './networkSettings.ts';
import type { Surroundings } from './places.ts';

interface RequestOptions {
  readonly env: Surroundings['env'];
  readonly headers?: OutgoingHttpHeaders;
  readonly signal?: AbortSignal | undefined;
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
    url = new URL(headers.location, url);
  }
  throw new Error(`${shown(url)} leads on and on`);
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

async function answer(url: URL, { env, headers = {}, signal }: RequestOptions): Promise<IncomingMessage> {
  const proxy = proxyFor(url, env);
  const ca = trusted(env);
  const common = { headers: { 'user-agent': 'netspec', ...headers }, ...(signal ? { signal } : {}) };
  const secure = ca === undefined ? {} : { ca };
  const waiting =
    url.protocol === 'https:'
      ? https.request(url, {
          ...common,
          ...secure,
          // Beside an agent, even `false`, Node takes no notice of `createConnection`.
          ...(proxy === undefined ? { agent: false } : { createConnection: await throughTunnel(url, proxy, secure, signal) }),
        })
      : proxy === undefined
        ? http.request(url, { ...common, agent: false })
        : clientOf(proxy).request(proxy, { ...common, ...secure, agent: false, path: url.href, headers: { ...common.headers, host: url.host, ...passwordOf(proxy) } }); // prettier-ignore
  waiting.setTimeout(SILENCE_MS, () => waiting.destroy(new Error(`${url.host} says nothing for ${SILENCE_MS / 1000} s`)));
  waiting.end();
  try {
    const [message] = (await once(waiting, 'response')) as [IncomingMessage];
    return message;
  } catch (error) {
    throw told(error, proxy ?? url, signal);
  }
}

/** A connection to a host through a proxy that only passes bytes on (RFC 9110, section 9.3.6). */
async function throughTunnel(url: URL, proxy: URL, secure: { readonly ca?: string[] }, signal?: AbortSignal) {
  const to = `${url.hostname}:${url.port || 443}`;
  const asking = clientOf(proxy).request(proxy, {
    method: 'CONNECT',
    path: to,
    headers: { host: to, ...passwordOf(proxy) },
    agent: false,
    ...secure,
    ...(signal ? { signal } : {}),
  });
  asking.end();
  const [message, socket] = (await once(asking, 'connect').catch((error: unknown) => {
    throw told(error, proxy, signal);
  })) as [IncomingMessage, Socket];
  if (message.statusCode !== 200) throw new Error(`the proxy ${proxy.host} answers ${message.statusCode}`);
  return () => tls.connect({ socket, servername: url.hostname, ...secure });
}

const clientOf = (url: URL): typeof http | typeof https => (url.protocol === 'https:' ? https : http);

const passwordOf = ({ username, password }: URL): OutgoingHttpHeaders =>
  username === ''
    ? {}
    : {
        'proxy-authorization': `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`,
      };

/** Refusals of several addresses of a host have no text of their own. */
function told(error: unknown, { host }: URL, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return signal.reason;
  const { code, message } = error as NodeJS.ErrnoException;
  return new Error(`${host} is not reached: ${message || code}`);
}
