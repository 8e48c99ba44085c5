#!/usr/bin/env node
import module from 'node:module';
import tty from 'node:tty';
import type { Colour, Io, Output } from './io.ts';

// Keeps compiled code between runs where Node can (22.1 and later); set before anything else is loaded.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
const { run } = await import('./run.ts');

// A reader that has seen enough (`netspec predict ... | head`) closes the pipe: an end, not a fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

const output = (stream: NodeJS.WriteStream): Output => ({
  write: (text) => void stream.write(text),
  isTTY: stream.isTTY === true,
  columns: stream.columns ?? 80,
  colour: colourOf(stream),
});

/** Node's own reading of NO_COLOR, FORCE_COLOR, COLORTERM and TERM, for a terminal or where colour is forced. */
function colourOf(stream: NodeJS.WriteStream): Colour {
  const forced = process.env['FORCE_COLOR'] !== undefined;
  if (stream.isTTY !== true && !forced) return 'none';
  const depth = tty.WriteStream.prototype.getColorDepth();
  if (depth >= 24) return 'truecolor';
  return depth >= (forced ? 4 : 8) ? '256' : 'none';
}

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
      process.once('SIGINT', () => controller.abort());
      stop = controller;
    }
    return stop.signal;
  },
};

process.exitCode = await run(process.argv.slice(2), io);
