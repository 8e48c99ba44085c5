import { homedir } from 'node:os';
import { join } from 'node:path';

/** The release of `@tensorflow/tfjs-node` that belongs to our TensorFlow.js. */
export const TFJS_NODE = '4.22.0';
/** The level of Node-API that the binding is compiled for: the highest that tfjs-node knows, and that every Node we run on has. */
export const NODE_API = 8;

/** What decides where things are: by default the process's own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly arch: string;
}

export const here = (): Surroundings => ({ env: process.env, platform: process.platform, arch: process.arch });

/** The folder that all projects of a user share: `NETSPEC_CACHE`, else `netspec` where the system keeps caches. */
export function cacheFolder({ env, platform }: Surroundings = here()): string {
  if (env['NETSPEC_CACHE']) return env['NETSPEC_CACHE'];
  const home = env['HOME'] || homedir();
  return join(env['XDG_CACHE_HOME'] || (platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache')), 'netspec');
}

/** All places of the binding that serves a machine; several machines may share the cache. */
export interface NativePlaces {
  /** What is made while installing, and the lock, are beside it in here. */
  readonly root: string;
  /** The installation: there as a whole, or not at all. */
  readonly folder: string;
  /** Held by the one process that installs or removes. */
  readonly lock: string;
}

export function nativePlaces(surroundings: Surroundings = here()): NativePlaces {
  const root = join(cacheFolder(surroundings), 'native');
  const name = `tfjs-node-${TFJS_NODE}-${surroundings.platform}-${surroundings.arch}`;
  return { root, folder: join(root, name), lock: join(root, `${name}.lock`) };
}

/** Says which bindings went well on which machine (tried.ts). */
export const triedFolder = ({ root }: NativePlaces): string => join(root, 'tried');

/** Places within an installation. They are those in which tfjs-node itself looks. */
export const within = (folder: string) => {
  const modules = join(folder, 'node_modules');
  const tfjsNode = join(modules, '@tensorflow', 'tfjs-node');
  return {
    modules,
    tfjsNode,
    binding: join(tfjsNode, bindingPath),
    libraries: join(tfjsNode, 'deps', 'lib'),
    headers: join(folder, 'headers'),
    record: join(folder, 'installed.json'),
  };
};

/** Of the binding in a package of tfjs-node. */
export const bindingPath = join('lib', `napi-v${NODE_API}`, 'tfjs_binding.node');
