import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BackendError } from '../../errors.ts';
import type { InstallContext } from './context.ts';
import type { Machine } from './machine.ts';
import { NODE_API, within } from './places.ts';
import { runProgram } from './runProgram.ts';

/** A C++ compiler: a program and the words before all others (`CXX="ccache g++"`). */
export type Compiler = readonly [program: string, ...words: string[]];

/**
 * The C++ compiler of a machine: that of `CXX`, else `c++`, `g++` or `clang++`.
 * @throws BackendError where there is none.
 */
export async function findCompiler({ env, signal, platform }: InstallContext): Promise<Compiler> {
  const given = env['CXX']?.trim().split(/\s+/) ?? [];
  for (const [program, ...words] of [given, ['c++'], ['g++'], ['clang++']]) {
    if (!program) continue;
    const { code } = await runProgram(program, [...words, '--version'], { env, signal });
    if (code === 0) return [program, ...words];
  }
  const fix =
    platform === 'darwin'
      ? 'xcode-select --install'
      : 'apt-get install g++ (Debian, Ubuntu), dnf install gcc-c++ (Fedora, Red Hat), or name one by CXX; it is needed for this only';
  throw new BackendError('native install', [{ path: 'a C++ compiler', expected: 'c++, g++ or clang++', received: 'none of them', fix }]);
}

/**
 * Compiles tfjs-node's binding: two files that need nothing but TensorFlow's library and Node-API.
 * @throws BackendError with the first error of the compiler.
 */
export async function compileBinding(
  [program, ...words]: Compiler,
  { libraries }: Machine,
  folder: string,
  context: InstallContext,
): Promise<void> {
  context.progress('compiling the binding');
  const { tfjsNode, libraries: place, headers, modules, binding } = within(folder);
  await mkdir(dirname(binding), { recursive: true });
  const isMac = context.platform === 'darwin';
  const quiet = isMac ? [] : await compileQuiet([program, ...words], libraries, folder, context);
  const { code, stderr } = await runProgram(
    program,
    [
      ...words,
      ...['-std=c++17', '-O2', '-fPIC', '-w', isMac ? '-bundle' : '-shared'],
      ...[`-DNAPI_VERSION=${NODE_API}`, '-DNODE_GYP_MODULE_NAME=tfjs_binding', '-DBUILDING_NODE_EXTENSION'],
      ...[`-I${join(modules, 'node-api-headers', 'include')}`, `-I${headers}`, `-I${dirname(tfjsNode)}`],
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(tfjsNode, 'binding', name)),
      ...['-o', binding],
      ...quiet,
      ...libraries.map((library) => join(place, library)),
      // Relative to the binding, so that the folder can be renamed; and never unloaded (staysLoaded.ts).
      ...(isMac
        ? ['-undefined', 'dynamic_lookup', '-Wl,-rpath,@loader_path/../../deps/lib']
        : ['-Wl,-rpath,$ORIGIN/../../deps/lib', '-Wl,-z,nodelete']),
    ],
    { env: context.env, signal: context.signal },
  );
  if (code === 0) return;
  const received = /^.*error.*$/m.exec(stderr)?.[0] ?? stderr.trim().split('\n').at(-1) ?? '';
  throw new BackendError('native install', [
    {
      path: 'the binding',
      expected: `${program} to compile it`,
      received: received || 'no word of why',
      fix: 'name another C++ compiler by CXX',
    },
  ]);
}

/**
 * TensorFlow tells of oneDNN while it is being loaded, before it looks at the level of its own log. This is initialised before any
 * library that is loaded with it, and sets the level first. Errors alone where none is asked for: a worker thread,
 * which has only a copy of the variables, cannot set it.
 */
const quietSource = `#include <cstdlib>
#include "absl/log/globals.h"
__attribute__((constructor)) static void setLevel() {
  const char* level = std::getenv("TF_CPP_MIN_LOG_LEVEL");
  if (level == nullptr || *level == 0) level = "2";
  absl::SetMinLogLevel(static_cast<absl::LogSeverityAtLeast>(std::atoi(level)));
}
`;

/**
 * What links it in; nothing where TensorFlow is so old that it keeps absl to itself, or has another log. It is linked with TensorFlow's
 * library, and must find everything there (`-z defs`): it would else only be missed when the binding is loaded.
 */
export async function compileQuiet(
  [program, ...words]: Compiler,
  [, framework]: Machine['libraries'],
  folder: string,
  { env, signal }: Pick<InstallContext, 'env' | 'signal'>,
): Promise<readonly string[]> {
  const { headers, libraries } = within(folder);
  const [source, library] = [join(headers, 'quiet.cc'), join(libraries, 'libnetspec_quiet.so')];
  await writeFile(source, quietSource);
  const flags = ['-std=c++17', '-O2', '-fPIC', '-w', '-shared', '-Wl,-z,initfirst', '-Wl,-z,defs', '-Wl,-soname,libnetspec_quiet.so'];
  const parts = [`-I${headers}`, source, '-o', library, join(libraries, framework)];
  const { code } = await runProgram(program, [...words, ...flags, ...parts], { env, signal });
  if (code === 0) return ['-Wl,--no-as-needed', library];
  await rm(library, { force: true });
  return [];
}
