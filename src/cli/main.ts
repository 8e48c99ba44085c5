#!/usr/bin/env node
import { writeSync } from 'node:fs';
import module from 'node:module';
import { colourOf, wantsPlain } from './colour.ts';
import type { Io, Output } from './io.ts';

// Keeps compiled code between runs where Node can (22.1 and later); set before anything else is loaded.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
const { run } = await import('./run.ts');

// A reader that has seen enough (`netspec predict ... | head`) closes the pipe: an end, not a fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    tell(`error: the output cannot be written: ${error.message}\n`);
    process.exit(1);
  });
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
  write: (text) => void stream.write(text),
  // A dumb terminal is a printer in all but name: what is written stays.
  isTTY: stream.isTTY === true && process.env['TERM'] !== 'dumb',
  isPlain: wantsPlain(process.env),
  // Asked each time: a window may be resized. Some pseudo terminals say 0.
  get columns() {
    return stream.columns || 80;
  },
  colour: colourOf(stream.isTTY === true, process.env),
});

let stop: AbortController | undefined;
const io: Io = {
  get stdin() {
    return process.stdin.setEncoding('utf8');
  },
  stdout: output(process.stdout),
  stderr: output(process.stderr),
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
      process.once('SIGTERM', () => controller.abort()); // of a scheduler or a container, which waits a while before it kills
      stop = controller;
    }
    return stop.signal;
  },
};

process.exitCode = await run(process.argv.slice(2), io);
