import { execFileSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { compileQuiet, findCompiler } from '../../../src/node/native/compileBinding.ts';
import { within } from '../../../src/node/native/places.ts';
import { temporaryFolder } from '../../cli/temporary.ts';

const path = temporaryFolder();
const header = 'namespace absl { enum class LogSeverityAtLeast : int {}; void SetMinLogLevel(LogSeverityAtLeast); }\n';

/** An installation that has come to its binding, with a framework of this source. */
async function staging(name: string, framework: string) {
  const { headers, libraries } = within(path(name));
  await mkdir(join(headers, 'absl', 'log'), { recursive: true });
  await writeFile(join(headers, 'absl', 'log', 'globals.h'), header);
  await mkdir(libraries, { recursive: true });
  await writeFile(join(headers, 'framework.cc'), `#include "absl/log/globals.h"\n${framework}\n`);
  const context = { env: process.env, platform: process.platform, arch: process.arch, progress: () => undefined };
  const [program, ...words] = await findCompiler(context);
  execFileSync(program, [
    ...words,
    '-shared',
    '-fPIC',
    `-I${headers}`,
    join(headers, 'framework.cc'),
    '-o',
    join(libraries, 'framework.so'),
  ]);
  const link = await compileQuiet([program, ...words], ['cc.so', 'framework.so'], path(name), context);
  return { link, libraries: (await readdir(libraries)).sort(), compiler: [program, ...words] as const };
}

// What is compiled here is compiled on Linux only.
(process.platform === 'linux' ? describe : describe.skip)('the library that keeps TensorFlow quiet', () => {
  test('is linked in where TensorFlow has the function that it calls', async () => {
    const { link, libraries } = await staging('new', 'void absl::SetMinLogLevel(absl::LogSeverityAtLeast) {}');
    expect(libraries).toEqual(['framework.so', 'libnetspec_quiet.so']);
    expect(link).toEqual(['-Wl,--no-as-needed', join(within(path('new')).libraries, 'libnetspec_quiet.so')]);
  });

  test('sets the level that is asked for, else that of errors, before anything else is loaded', async () => {
    const told =
      '#include <unistd.h>\nvoid absl::SetMinLogLevel(absl::LogSeverityAtLeast level) { char text = 48 + (int)level; write(1, &text, 1); }';
    const { link, compiler } = await staging('told', told);
    const [source, program] = [path('told/main.cc'), path('told/main')];
    await writeFile(source, '#include <dlfcn.h>\nint main(int, char** words) { return dlopen(words[1], RTLD_NOW) == nullptr; }\n');
    const [command, ...words] = compiler;
    execFileSync(command, [...words, source, '-o', program, '-ldl']);
    const levelFor = (env: Readonly<Record<string, string>>) => execFileSync(program, [link[1]!], { env, encoding: 'utf8' });
    expect([levelFor({}), levelFor({ TF_CPP_MIN_LOG_LEVEL: '' }), levelFor({ TF_CPP_MIN_LOG_LEVEL: '0' })]).toEqual(['2', '2', '0']);
  });

  test('is left out where an old TensorFlow keeps that to itself', async () => {
    expect(await staging('old', 'void other() {}')).toMatchObject({ link: [], libraries: ['framework.so'] });
  });
});
