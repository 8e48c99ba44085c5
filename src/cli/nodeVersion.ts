/** What `engines` of package.json says, in words. */
export const SUPPORTED_NODE = '20.19 or later (of Node 22, 22.12 or later; none of 21)';
/** The versions of Node that `engines` of package.json names, from their first: a major version, its least minor one. */
const supported: Readonly<Record<number, number>> = { 20: 19, 22: 12 };
const ALL_FROM = 23;

export function isNodeSupported(version: string): boolean {
  const [major, minor] = version.split('.').map(Number) as [number, number];
  return major >= ALL_FROM || minor >= (supported[major] ?? Infinity);
}
