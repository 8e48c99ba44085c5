// A web server for one folder: node tools/serve.mjs FOLDER [PORT]
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.bin': 'application/octet-stream' };
const [folder = '.', port = '8080'] = process.argv.slice(2);

createServer((request, response) => {
  let path;
  try {
    path = join(folder, normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)));
  } catch {
    return response.writeHead(400).end('no address');
  }
  const file = path.endsWith('/') ? join(path, 'index.html') : path;
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end('not found');
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}).listen(Number(port), '127.0.0.1', function () {
  console.log(`http://localhost:${this.address().port}/`);
});
