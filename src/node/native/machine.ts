import { BackendError } from '../../errors.ts';
import { NODE_API, type Surroundings } from './places.ts';

/** What TensorFlow's wheels have for a kind of machine. */
export interface Machine {
  /** The project on PyPI. */
  readonly project: string;
  /** How the name of its wheel ends. */
  readonly wheel: RegExp;
  readonly libraries: readonly [tensorflow: string, framework: string];
  /** Names under which the linker and tfjs-node look for them. */
  readonly links: Readonly<Record<string, string>>;
  /** SHA-256 of the wheel of `DEFAULT_TENSORFLOW`, whatever an index says. */
  readonly sha256: string;
  /** Of the wheel, and of what is taken out of it. Rounded up. */
  readonly bytes: { readonly wheel: number; readonly unpacked: number };
}

/** The release that was tried. All from 2.13 have the library. */
export const DEFAULT_TENSORFLOW = '2.21.0';

const linux = {
  libraries: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  links: {
    'libtensorflow.so': 'libtensorflow_cc.so.2',
    'libtensorflow.so.2': 'libtensorflow_cc.so.2',
    'libtensorflow_framework.so': 'libtensorflow_framework.so.2',
  },
} as const;

const machines: Readonly<Record<string, Machine>> = {
  'linux x64': {
    project: 'tensorflow-cpu',
    wheel: /-manylinux[\w.]*_x86_64\.whl$/,
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
    bytes: { wheel: 275e6, unpacked: 860e6 },
    ...linux,
  },
  'linux arm64': {
    project: 'tensorflow',
    wheel: /-manylinux[\w.]*_aarch64\.whl$/,
    sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
    bytes: { wheel: 282e6, unpacked: 890e6 },
    ...linux,
  },
  'darwin arm64': {
    project: 'tensorflow',
    wheel: /-macosx_\w+_arm64\.whl$/,
    libraries: ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'],
    links: { 'libtensorflow.2.dylib': 'libtensorflow_cc.2.dylib', 'libtensorflow.dylib': 'libtensorflow_cc.2.dylib' },
    sha256: '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
    bytes: { wheel: 224e6, unpacked: 750e6 },
  },
};

const otherwise = 'nothing needs to be done: netspec runs on WebAssembly without them';

/**
 * @param libc The release of glibc that Node runs on; empty where it is another one (Alpine's musl).
 * @throws BackendError where TensorFlow has no library for a machine.
 */
export function machineOf({ platform, arch }: Surroundings, libc: string = glibc()): Machine {
  const machine = machines[`${platform} ${arch}`];
  const expected = `Linux (x64 or arm64, glibc 2.27 or later) or macOS (arm64)`;
  if (machine === undefined) {
    const fix = platform === 'win32' ? `install under WSL, or try npm install @tensorflow/tfjs-node; otherwise ${otherwise}` : otherwise;
    throw new BackendError('native install', [{ path: 'this machine', expected, received: `${platform} ${arch}`, fix }]);
  }
  if (!(Number(process.versions['napi']) >= NODE_API)) {
    const received = `version ${process.versions['napi'] ?? 'none'} of it`;
    throw new BackendError('native install', [
      { path: process.title, expected: `Node-API ${NODE_API}`, received, fix: 'run it with Node 20.19 or later' },
    ]);
  }
  if (platform === 'linux' && !isFrom(libc, 2, 27)) {
    const received = !libc ? 'a Linux without glibc, such as Alpine' : `glibc ${libc}`;
    const fix = `take an image with a newer glibc, such as node:22-slim; otherwise ${otherwise}`;
    throw new BackendError('native install', [{ path: 'this machine', expected, received, fix }]);
  }
  return machine;
}

/** @throws BackendError where a release of TensorFlow has no such library. */
export function checkRelease(tensorflow: string): void {
  if (/^\d+\.\d+\.\d+$/.test(tensorflow) && isFrom(tensorflow, 2, 13)) return;
  throw new BackendError('native install', [
    {
      ...{
        path: '--tensorflow',
        expected: `a release from 2.13.0 on, such as ${DEFAULT_TENSORFLOW}`,
        received: JSON.stringify(tensorflow),
      },
      ...(/^\d+\.\d+$/.test(tensorflow) && isFrom(tensorflow, 2, 13) ? { fix: `write ${tensorflow}.0` } : {}),
    },
  ]);
}

/** @throws BackendError where a text is no SHA-256. */
export function checkHash(sha256: string): void {
  if (/^[0-9a-f]{64}$/i.test(sha256)) return;
  throw new BackendError('native install', [{ path: '--sha256', expected: '64 hexadecimal digits', received: JSON.stringify(sha256) }]);
}

function isFrom(version: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = version.split('.').map(Number);
  return first > major || (first === major && second >= minor);
}

function glibc(): string {
  const report = process.report as typeof process.report & { excludeNetwork?: boolean };
  report.excludeNetwork = true; // which would ask for the names of all that the process is connected to
  const { header } = report.getReport() as unknown as { readonly header: { readonly glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime ?? '';
}
