#!/usr/bin/env node
import { writeSync } from 'node:fs';
import module from 'node:module';
import { colourOf, wantsPlain } from './colour.ts';
import type { Io, Output } from './io.ts';
import { isNodeSupported, SUPPORTED_NODE } from './nodeVersion.ts';

// Before anything else is loaded, which an older Node could not.
const { node } = process.versions;
if (!isNodeSupported(node)) {
  writeSync(2, `Node ${node}: expected ${SUPPORTED_NODE}\n`);
  process.exit(1);
}
// Keeps compiled code between runs where Node can (22.1 and later); set before anything else is loaded.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
const { run } = await import('./run.ts');

/** Aborts when the command is to stop; undefined where it does not look: then it has nothing to lose by an end at any time. */
let stop: AbortController | undefined;
/** Of a command that was stopped: 128 and the number of the signal, as shells tell it; SIGINT, if no other. */
let stopCode = 130;
const broken = new Set<NodeJS.WriteStream>();
let isLost = false;
/** When most of what a command loads is there. */
const COLLECT_AFTER_MS = 250;

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (broken.has(stream)) return;
    broken.add(stream);
    // A reader that has seen enough (`netspec predict ... | head`) closes the pipe: an end, not a fault. A terminal may be closed.
    if (error.code === 'EPIPE' || (error.code === 'EIO' && stream.isTTY)) {
      if (stop === undefined) process.exit();
      if (!stop.signal.aborted) stopBy(error.code === 'EIO' ? 129 : 141, 'nobody reads the output any more: what still runs is stopped\n');
      return;
    }
    const text = `error: the output cannot be written: ${error.message}\n`;
    isLost = true;
    process.exitCode = 1;
    if (stop !== undefined) return stopBy(1, text);
    tell(text);
    process.exit(1);
  });
}

/** Lets a command end gently that writes what would be lost. */
function stopBy(code: number, text = ''): void {
  stopCode = code;
  tell(text);
  stop?.abort();
}

/** Says it past the streams, one of which may be the broken one. */
function tell(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // No one is there to hear it: the exit code says it.
  }
}

const output = (stream: NodeJS.WriteStream): Output => ({
  write(text) {
    if (!broken.has(stream)) stream.write(text);
  },
  async drained() {
    // One that breaks closes.
    if (stream.writableNeedDrain) await new Promise((done) => stream.once('drain', done).once('close', done));
  },
  // A dumb terminal is a printer in all but name: what is written stays.
  isTTY: stream.isTTY === true && process.env['TERM'] !== 'dumb',
  isPlain: wantsPlain(process.env),
  // Asked each time: a window may be resized. Some pseudo terminals say 0.
  get columns() {
    return stream.columns || 80;
  },
  colour: colourOf(stream.isTTY === true, process.env),
});

const io: Io = {
  get stdin() {
    return process.stdin;
  },
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  // V8 doubles the room for new objects as more and more survive a collection, up to 48 MB, and lets old ones grow to four times what
  // was left of them: where all that is new is garbage before the next rows come, that makes nothing faster.
  boundHeap() {
    // Loaded here, since most commands come to their end in the time of a few such modules.
    const { setFlagsFromString } = process.getBuiltinModule('node:v8');
    const { runInNewContext } = process.getBuiltinModule('node:vm');
    for (const flag of ['--semi-space-growth-factor=1', '--heap-growing-percent=30', '--expose-gc']) setFlagsFromString(flag);
    // How far old objects may grow is told anew by a collection, which a short pass does without.
    setTimeout(() => (runInNewContext('gc') as () => void)(), COLLECT_AFTER_MS).unref();
  },
  // The first Ctrl-C asks a command that looks at this to stop, the second ends the process as ever.
  get signal() {
    if (stop === undefined) {
      const controller = new AbortController();
      const interrupt = () => {
        // Where a long step kept the process from listening, both come at once.
        if (controller.signal.aborted) process.off('SIGINT', interrupt).kill(process.pid, 'SIGINT');
        controller.abort();
        setImmediate(() => process.off('SIGINT', interrupt));
      };
      process.on('SIGINT', interrupt);
      process.once('SIGTERM', () => stopBy(143)); // of a scheduler or a container, which waits a while before it kills
      // The terminal is closed. Not once: a shell passes the signal on to its children, which the system has told already.
      process.on('SIGHUP', () => stopBy(129));
      stop = controller;
    }
    return stop.signal;
  },
};

const code = await run(process.argv.slice(2), io);
process.exitCode = code === 130 ? stopCode : isLost ? 1 : code;
if (process.exitCode === 129 && [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY)) {
  // Node aborts where it ends after its terminal (it cannot put that back as it was); dying of the signal says the same.
  process.removeAllListeners('SIGHUP').kill(process.pid, 'SIGHUP');
}
