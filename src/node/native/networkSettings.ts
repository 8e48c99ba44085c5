import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import type { Surroundings } from './places.ts';

type Env = Surroundings['env'];

interface Setting {
  readonly value: string;
  /** As its user knows it: `PIP_INDEX_URL`, "registry of ~/.npmrc". */
  readonly name: string;
}

/**
 * The index of Python packages: that of pip's settings, else PyPI. Ends with a slash.
 * @throws Error where the setting is no address that can be asked.
 */
export const indexUrl = (env: Env): string => addressOf(pipSetting(env, 'PIP_INDEX_URL', 'index-url')) ?? 'https://pypi.org/simple/';

/**
 * The registry of npm packages: that of npm's settings, else npm's own. Ends with a slash.
 * @throws Error where the setting is no address that can be asked.
 */
export const registryUrl = (env: Env): string => addressOf(npmSetting(env, 'registry')) ?? 'https://registry.npmjs.org/';

/**
 * The proxy for an address by the usual settings of the shell, npm and pip, first those of the surroundings, then those of files;
 * undefined where it is to be reached directly. An empty setting says nothing.
 * @throws Error where a setting names none that can be asked.
 */
export function proxyFor({ protocol, hostname }: URL, env: Env): URL | undefined {
  const exceptions = ofEnv(env, 'no_proxy', 'NO_PROXY') ?? npmSetting(env, 'noproxy');
  if (exceptions?.value.split(/[\s,]+/).some((exception) => covers(exception, hostname)) === true) return undefined;
  const isSecure = protocol === 'https:';
  const usual = isSecure ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy', 'HTTP_PROXY'];
  const found =
    ofEnv(env, 'PIP_PROXY', ...usual, ...(isSecure ? npmNames('https-proxy') : []), ...npmNames('proxy'), 'all_proxy', 'ALL_PROXY') ??
    (isSecure ? npmSetting(env, 'https-proxy') : undefined) ??
    npmSetting(env, 'proxy') ??
    pipSetting(env, 'PIP_PROXY', 'proxy');
  if (found === undefined) return undefined;
  const { name, value } = found;
  const address = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(address)) throw new Error(`${name} is not the address of a proxy`); // which may hold a password
  const proxy = new URL(address);
  if (/^https?:$/.test(proxy.protocol)) return proxy;
  throw new Error(`${name} names a proxy of a kind that is not known here: ${proxy.protocol}//`);
}

/** The certificates to trust where settings name some; undefined leaves it to Node. */
export function trusted(env: Env): string[] | undefined {
  const file =
    ofEnv(env, 'PIP_CERT', ...npmNames('cafile'), 'REQUESTS_CA_BUNDLE', 'SSL_CERT_FILE') ??
    npmSetting(env, 'cafile') ??
    pipSetting(env, 'PIP_CERT', 'cert');
  if (file === undefined) return undefined;
  // A list in the place of Node's own takes the place of this one, too.
  const more = [file.value, env['NODE_EXTRA_CA_CERTS']].map(textOf).filter((text) => text !== undefined);
  return [...rootCertificates, ...more];
}

function addressOf(setting: Setting | undefined): string | undefined {
  if (setting === undefined) return undefined;
  const { name, value } = setting;
  if (/^https?:\/\//.test(value) && URL.canParse(value)) return value.endsWith('/') ? value : `${value}/`;
  const shown = value.replace(/^.*@/, '...@'); // what is before may be a password
  throw new Error(`${name} is "${shown}", which is no address that begins with https:// or http://`);
}

/** How npm writes that a setting is none. */
const NOTHING: readonly string[] = ['null', 'false'];

function ofEnv(env: Env, ...names: readonly string[]): Setting | undefined {
  const name = names.find((name) => env[name] && !(/^npm_/i.test(name) && NOTHING.includes(env[name])));
  return name === undefined ? undefined : { name, value: env[name]! };
}

const npmNames = (key: string): readonly string[] => {
  const name = `npm_config_${key.replaceAll('-', '_')}`;
  return [name, name.toUpperCase()];
};

/** Of a variable, else of the first .npmrc that says it; `null` and `false` say nothing. */
function npmSetting(env: Env, key: string): Setting | undefined {
  const found = ofEnv(env, ...npmNames(key)) ?? ofFiles(npmFiles(env), key, '=', (written) => npmValue(written, env));
  return found === undefined || NOTHING.includes(found.value) ? undefined : found;
}

const pipSetting = (env: Env, variable: string, key: string): Setting | undefined =>
  ofEnv(env, variable) ?? ofFiles(pipFiles(env), key, '[=:]', (written) => written);

/** As npm reads it: without quotes or what follows `;` or `#`, with `${NAME}` replaced where there is such a variable. */
function npmValue(written: string, env: Env): string {
  const bare = /^(["'])(.*)\1$/.exec(written)?.[2] ?? written.replace(/[;#].*$/, '').trimEnd();
  return bare.replace(/\$\{([^}?]+)(\?)?\}/g, (all, name: string, isOptional?: string) => env[name] ?? (isOptional ? '' : all));
}

const covers = (exception: string, host: string): boolean => {
  const name = exception.replace(/^\*?\./, '').replace(/:\d+$/, '');
  return name === '*' || (name !== '' && (host === name || host.endsWith(`.${name}`)));
};

/** None where `PIP_CONFIG_FILE` is the empty device, as in pip. */
const pipFiles = (env: Env): readonly (string | undefined)[] =>
  env['PIP_CONFIG_FILE'] === '/dev/null'
    ? []
    : [
        env['PIP_CONFIG_FILE'],
        env['XDG_CONFIG_HOME'] && join(env['XDG_CONFIG_HOME'], 'pip', 'pip.conf'),
        env['HOME'] && join(env['HOME'], '.config', 'pip', 'pip.conf'),
        env['HOME'] && join(env['HOME'], '.pip', 'pip.conf'),
        '/etc/pip.conf',
      ];

const npmFiles = (env: Env): readonly (string | undefined)[] => [
  env['npm_config_userconfig'],
  env['HOME'] && join(env['HOME'], '.npmrc'),
  env['npm_config_globalconfig'] || '/etc/npmrc',
];

/** What the first file that says it says; a hyphen of the key may be an underscore there. */
function ofFiles(
  paths: readonly (string | undefined)[],
  key: string,
  sign: string,
  read: (written: string) => string,
): Setting | undefined {
  const line = new RegExp(`^[ \\t]*${key.replaceAll('-', '[-_]')}[ \\t]*${sign}[ \\t]*(\\S.*?)[ \\t\\r]*$`, 'm');
  for (const path of paths) {
    const written = line.exec(textOf(path) ?? '')?.[1];
    const value = written === undefined ? '' : read(written);
    if (value !== '') return { name: `${key} of ${path}`, value };
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
