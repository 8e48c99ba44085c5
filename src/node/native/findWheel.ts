import type { Machine } from './machine.ts';
import { indexUrl } from './networkSettings.ts';
import type { Surroundings } from './places.ts';
import { requestBytes, shown } from './request.ts';

/** A wheel as an index offers it. */
export interface OfferedWheel {
  readonly name: string;
  readonly url: URL;
  /** That the index publishes. */
  readonly sha256: string | undefined;
}

/**
 * Asks an index of Python packages (PEP 503, or PEP 691 where it can) for the wheel of a release of TensorFlow.
 * @throws Error where it has none, or is not reached.
 */
export async function findWheel(
  { project, wheel }: Machine,
  tensorflow: string,
  { env, signal }: { readonly env: Surroundings['env']; readonly signal?: AbortSignal | undefined },
): Promise<OfferedWheel> {
  const page = new URL(`${project}/`, indexUrl(env));
  const headers = { accept: 'application/vnd.pypi.simple.v1+json, text/html;q=0.5' };
  const { bytes, type, url } = await requestBytes(page, { env, headers, signal });
  const text = bytes.toString('utf8');
  const all = type.includes('json') ? fromJson(text, url) : fromHtml(text, url);
  const prefix = `${project.replaceAll('-', '_')}-${tensorflow}-`;
  const found = all.filter(({ name }) => name.startsWith(prefix) && wheel.test(name));
  const best = found.find(({ name }) => name.includes('-cp311-')) ?? found[0]; // the library in them is the same
  if (best === undefined) throw new Error(`${shown(url)} has no wheel of ${tensorflow} for this machine`);
  return best;
}

function fromJson(text: string, page: URL): OfferedWheel[] {
  const { files } = JSON.parse(text) as {
    readonly files: readonly { readonly filename: string; readonly url: string; readonly hashes: { readonly sha256?: string } }[];
  };
  return files.map(({ filename, url, hashes }) => ({ name: filename, url: new URL(url, page), sha256: hashes.sha256 }));
}

function fromHtml(text: string, page: URL): OfferedWheel[] {
  const links = [...text.matchAll(/<a\s[^>]*href\s*=\s*["']([^"']+)["'][^>]*>\s*([^<]+?)\s*<\/a>/gi)];
  return links.map(([, href, name]) => {
    const url = new URL(href!.replaceAll('&amp;', '&'), page);
    const sha256 = /^#sha256=([0-9a-f]{64})$/i.exec(url.hash)?.[1]?.toLowerCase();
    url.hash = '';
    return { name: name!, url, sha256 };
  });
}
