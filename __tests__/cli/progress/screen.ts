/** What is to be seen in a terminal after a text was written to it: carriage returns, line feeds and "clear to the end" are obeyed. */
export function screen(text: string): string {
  const lines: string[][] = [[]];
  let column = 0;
  for (const [token] of text.matchAll(/\x1b\[\d*[A-Za-z]|./gsu)) /* eslint-disable-line no-control-regex -- escape sequences */ {
    const line = lines.at(-1)!;
    if (token === '\r') column = 0;
    else if (token === '\n') {
      lines.push([]);
      column = 0;
    } else if (token === '\x1b[K') line.length = Math.min(line.length, column);
    else if (!token.startsWith('\x1b')) line[column++] = token;
  }
  return lines.map((line) => Array.from(line, (character) => character ?? ' ').join('')).join('\n');
}
