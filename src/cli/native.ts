import { BackendError } from '../errors.ts';
import { DEFAULT_TENSORFLOW } from '../node/native/machine.ts';
import { flag, oneOf, text } from '../spec/option.ts';
import { command, json } from './command.ts';
import { writeJson } from './io.ts';

const actions = ['install', 'status', 'remove'] as const;

export const native = command({
  name: 'native',
  summary: 'Makes the native bindings of TensorFlow work where npm could not install them, for all projects of this user.',
  positionals: {
    ACTION: oneOf(actions)({
      doc: 'install: fetches the library of TensorFlow, compiles the binding, trains on it. status: what is there, and whether it works. remove: takes it away.',
    }),
  },
  options: {
    tensorflow: text({ doc: 'With install: the release of TensorFlow, from 2.13.0 on.', default: DEFAULT_TENSORFLOW }),
    sha256: text({
      doc: 'With install: the SHA-256 of the wheel, for an index that publishes none. Default: the known one, for another release that of the index.',
      optional: true,
    }),
    again: flag({ doc: 'With install: also where it is there, and works.', default: false }),
    json,
  },
  examples: [
    { line: 'netspec native install', does: 'once for each machine: a download of 275 MB, 650 MB on the disk, under a minute' },
    { line: 'netspec native status', does: 'exit code 0 where it works, 1 where not' },
    { line: 'NETSPEC_CACHE=/opt/netspec netspec native install', does: 'elsewhere than in ~/.cache; to be set for what uses it, too' },
    { line: 'TF_CPP_MIN_LOG_LEVEL=0 netspec train ...', does: "with the log of TensorFlow, which is otherwise its errors' alone" },
  ],
  run: async ({ ACTION, tensorflow, sha256, again, json }, io) => {
    const { installNative } = await import('../node/native/install.ts');
    const { nativeStatus } = await import('../node/native/status.ts');
    const { removeNative } = await import('../node/native/remove.ts');
    const say = await import('./nativeText.ts');
    if (ACTION === 'install') {
      const progress = (line: string) => io.stderr.write(`${line}\n`);
      const done = await installNative({ tensorflow, sha256, again, progress, signal: io.signal });
      if (json === true) writeJson(io.stdout, done);
      else io.stdout.write(say.installationText(done));
      return 0;
    }
    if (ACTION === 'remove') {
      const removed = await removeNative();
      if (json === true) writeJson(io.stdout, removed);
      else io.stdout.write(say.removedText(removed));
      return 0;
    }
    const status = await nativeStatus({ signal: io.signal });
    if (json === true) writeJson(io.stdout, status);
    else io.stdout.write(say.statusText(status));
    if (json !== true && status.refusal !== undefined) throw new BackendError('native', [status.refusal]);
    return status.works ? 0 : 1;
  },
});
