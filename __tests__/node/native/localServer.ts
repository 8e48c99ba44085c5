import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach } from '@jest/globals';

/** What a test's server answers: a body, or what it does itself with the answer. */
export type Answer = string | Uint8Array | ((response: ServerResponse, request: IncomingMessage) => void);

const running = new Set<Server>();
const open = new Set<Socket>();
afterEach(async () => {
  for (const socket of open) socket.destroy();
  open.clear();
  for (const server of running) {
    await new Promise((done) => server.close(done));
  }
  running.clear();
});

/** A server on this machine, gone after the test; `asked` are the addresses that it was asked for, as they were written. */
export async function serve(answers: Readonly<Record<string, Answer>>, types: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    const answer = answers[request.url!];
    if (typeof answer === 'function') return answer(response, request);
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': types[request.url!] ?? 'text/html' });
    response.end(answer);
  });
  running.add(server);
  server.on('connection', (socket) => open.add(socket)); // also those that are passed on
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, host, url: `http://${host}`, asked };
}
