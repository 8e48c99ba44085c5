import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import type { Surroundings } from './places.ts';

type Env = Surroundings['env'];

/** The index of Python packages: that of pip's settings, else PyPI. Ends with a slash. */
export const indexUrl = (env: Env): string =>
  endWithSlash(env['PIP_INDEX_URL'] || ofFiles(pipFiles(env), /^\s*index[-_]url\s*[=:]\s*(\S+)/m) || 'https://pypi.org/simple/');

/** The registry of npm packages: that of npm's settings, else npm's own. Ends with a slash. */
export const registryUrl = (env: Env): string =>
  endWithSlash(env['npm_config_registry'] || ofFiles(npmFiles(env), /^\s*registry\s*=\s*(\S+)/m) || 'https://registry.npmjs.org/');

/**
 * The proxy for an address by the usual settings of pip, npm and the shell; undefined where it is to be reached directly. An empty
 * setting says nothing.
 * @throws Error where a setting names none that can be asked.
 */
export function proxyFor({ protocol, hostname }: URL, env: Env): URL | undefined {
  const exceptions = (env['no_proxy'] || env['NO_PROXY'] || env['npm_config_noproxy'] || '').split(/[\s,]+/);
  if (exceptions.some((exception) => covers(exception, hostname))) return undefined;
  const names =
    protocol === 'https:'
      ? ['PIP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'npm_config_https_proxy', 'npm_config_proxy', 'all_proxy', 'ALL_PROXY']
      : ['PIP_PROXY', 'http_proxy', 'HTTP_PROXY', 'npm_config_proxy', 'all_proxy', 'ALL_PROXY'];
  const name = names.find((name) => env[name]);
  if (name === undefined) return undefined;
  const text = env[name]!;
  const address = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(address)) throw new Error(`${name} is not the address of a proxy`); // which may hold a password
  const proxy = new URL(address);
  if (/^https?:$/.test(proxy.protocol)) return proxy;
  throw new Error(`${name} names a proxy of a kind that is not known here: ${proxy.protocol}//`);
}

/** The certificates to trust where settings name some; undefined leaves it to Node. */
export function trusted(env: Env): string[] | undefined {
  const names = ['PIP_CERT', 'npm_config_cafile', 'REQUESTS_CA_BUNDLE', 'SSL_CERT_FILE'];
  const file = names.map((name) => env[name]).find((value) => value !== undefined && value !== '');
  if (file === undefined) return undefined;
  // A list in the place of Node's own takes the place of this one, too.
  const more = [file, env['NODE_EXTRA_CA_CERTS']].map(textOf).filter((text) => text !== undefined);
  return [...rootCertificates, ...more];
}

const endWithSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`);

const covers = (exception: string, host: string): boolean => {
  const name = exception.replace(/^\*?\./, '').replace(/:\d+$/, '');
  return name === '*' || (name !== '' && (host === name || host.endsWith(`.${name}`)));
};

const pipFiles = (env: Env): readonly (string | undefined)[] => [
  env['PIP_CONFIG_FILE'],
  env['XDG_CONFIG_HOME'] && join(env['XDG_CONFIG_HOME'], 'pip', 'pip.conf'),
  env['HOME'] && join(env['HOME'], '.config', 'pip', 'pip.conf'),
  env['HOME'] && join(env['HOME'], '.pip', 'pip.conf'),
  '/etc/pip.conf',
];

const npmFiles = (env: Env): readonly (string | undefined)[] => [
  env['npm_config_userconfig'],
  env['HOME'] && join(env['HOME'], '.npmrc'),
  '/etc/npmrc',
];

/** What the first file that says it says. */
function ofFiles(paths: readonly (string | undefined)[], setting: RegExp): string | undefined {
  for (const path of paths) {
    const value = setting.exec(textOf(path) ?? '')?.[1];
    if (value !== undefined) return value;
  }
  return undefined;
}

function textOf(path: string | undefined): string | undefined {
  try {
    return path ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
