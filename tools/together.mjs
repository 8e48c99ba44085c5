// Runs scripts of package.json side by side, and tells of each what it said when it has ended.
//
//   node tools/together.mjs types lint format

import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import process from 'node:process';

const run = (name) =>
  new Promise((resolve) => {
    const child = spawn('npm', ['run', name], { shell: process.platform === 'win32' }); // npm is a .cmd there
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => said.push(bytes));
    child.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(said));
      resolve(code === 0);
    });
  });

const ended = await Promise.all(process.argv.slice(2).map(run));
process.exitCode = ended.every(Boolean) ? 0 : 1;
