/** JSON for people: what fits within `width` characters stands on one line, the rest is indented by two. */
export function prettyJson(value: unknown, width = 80, indent = ''): string {
  const short = oneLine(value);
  if (typeof value !== 'object' || value === null || indent.length + short.length <= width) return short;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const entries = Array.isArray(value)
    ? value.map((entry) => prettyJson(entry, width, inner))
    : defined(value).map(([key, entry]) => `${JSON.stringify(key)}: ${prettyJson(entry, width, inner)}`);
  return `${open}\n${entries.map((entry) => inner + entry).join(',\n')}\n${indent}${close}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = defined(value).map(([key, entry]) => `${JSON.stringify(key)}: ${oneLine(entry)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

const defined = (value: object): [string, unknown][] => Object.entries(value).filter(([, entry]) => entry !== undefined);
