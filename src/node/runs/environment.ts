import { createRequire } from 'node:module';
import { arch, availableParallelism, platform } from 'node:os';
import { version } from '../version.ts';

/** On what a run was made: with the same, the same seed gives the same weights. */
export interface Environment {
  readonly netspec: string;
  readonly node: string;
  readonly tfjs: string;
  /** Name of the backend: `wasm`. */
  readonly backend: string;
  readonly platform: string;
  readonly arch: string;
  /** Processors that may be used. */
  readonly cpus: number;
}

/** That of this process. Loads no TensorFlow.js. */
export async function describeEnvironment(backend: string): Promise<Environment> {
  const tfjs = createRequire(import.meta.url)('@tensorflow/tfjs-core/package.json') as { readonly version: string };
  return {
    netspec: await version(),
    node: process.versions.node,
    tfjs: tfjs.version,
    backend,
    platform: platform(),
    arch: arch(),
    cpus: availableParallelism(),
  };
}
