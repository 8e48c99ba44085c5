import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BackendError } from '../../errors.ts';
import type { InstallContext } from './context.ts';
import { registryUrl } from './networkSettings.ts';
import { packByNpm } from './packByNpm.ts';
import { TFJS_NODE } from './places.ts';
import { requestBytes } from './request.ts';
import { untarPackage } from './untar.ts';

/** A package of npm, with the SHA-512 of its archive in base64. */
export interface NpmPackage {
  readonly name: string;
  readonly version: string;
  readonly sha512: string;
}

/** tfjs-node with all that it loads, but for TensorFlow.js itself, which is the project's own. */
export const tfjsNodePackages: readonly NpmPackage[] = [
  { name: '@tensorflow/tfjs-node', version: TFJS_NODE, sha512: 'uHrXeUlfgkMxTZqHkESSV7zSdKdV0LlsBeblqkuKU9nnfxB1pC6DtoyYVaLxznzZy7WQSegjcohxxCjAf6Dc7w==' }, // prettier-ignore
  {
    name: 'google-protobuf',
    version: '3.21.4',
    sha512: 'MnG7N936zcKTco4Jd2PX2U96Kf9PxygAPKBug+74LHzmHXmceN16MmRcdgZv+DGef/S9YvQAfRsNCn4cjf9yyQ==',
  },
  {
    name: 'progress',
    version: '2.0.3',
    sha512: '7PiHtLll5LdnKIMw100I+8xJXR5gW2QwWYkT6iJva0bXitZKa/XMrSbdmg3r2Xnaidz9Qumd0VPaMrZlF9V9sA==',
  },
];

/** The headers of Node-API. */
export const nodeApiHeaders: NpmPackage = { name: 'node-api-headers', version: '1.9.0', sha512: '2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==' }; // prettier-ignore

/**
 * Fetches packages by npm, which knows all settings of the user, else from the registry itself, and unpacks each into
 * `folder/NAME`. None of their scripts is run.
 * @throws BackendError where one is not got, or is another than the one that was published.
 */
export async function fetchPackages(packages: readonly NpmPackage[], folder: string, context: InstallContext): Promise<void> {
  context.progress(`fetching ${packages.map(titleOf).join(', ')}`);
  const archives = join(folder, '.archives');
  await mkdir(archives, { recursive: true });
  const packed = await packByNpm(packages, archives, context);
  if (packed.failure !== undefined) {
    context.progress(`npm: ${packed.failure}`);
    context.progress('fetching them without npm');
  }
  for (const one of packages) {
    const bytes = packed.archives.get(one.name) ?? (await fromRegistry(one, packed.failure, context));
    const sha512 = createHash('sha512').update(bytes).digest('base64');
    if (sha512 !== one.sha512) throw otherPackage(one, sha512);
    await untarPackage(bytes, join(folder, one.name));
  }
  await rm(archives, { recursive: true });
}

async function fromRegistry({ name, version }: NpmPackage, failure: string | undefined, { env, signal }: InstallContext): Promise<Buffer> {
  try {
    const url = new URL(`${name}/-/${basename(name)}-${version}.tgz`, registryUrl(env));
    return (await requestBytes(url, { env, signal })).bytes;
  } catch (error) {
    if (signal?.aborted === true) throw error;
    const { message } = error as Error;
    throw new BackendError('native install', [
      {
        path: `${name} ${version}`,
        expected: 'a package from the registry of npm',
        received: failure === undefined ? message : `npm: ${failure}; ${message}`,
        fix: 'look whether the network is there; npm config set registry names a mirror, HTTPS_PROXY a proxy',
      },
    ]);
  }
}

const titleOf = ({ name, version }: NpmPackage): string => `${name} ${version}`;

function otherPackage({ name, version, sha512 }: NpmPackage, received: string): BackendError {
  const fix = 'nothing of it was used: try again, and if it stays so ask who runs the mirror or the proxy in between';
  return new BackendError('native install', [{ path: `${name} ${version}`, expected: `the SHA-512 ${sha512}`, received, fix }]);
}
