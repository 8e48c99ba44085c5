import { layOut, type Box, type Point } from './layout.ts';
import type { NormalisedLayer, NormalisedNetwork } from './normalised.ts';
import { inferShapes } from './shapes.ts';
import { sizes } from './summary.ts';

/** One box of the drawing: an input, a layer, or an output that has a name of its own. */
interface Item {
  readonly id: string;
  readonly from: readonly string[];
  readonly kind: 'end' | 'layer';
  /** The name, then what it is. */
  readonly lines: readonly [string, string];
}

/** The graph of the network in the Mermaid language, which GitHub and many editors draw. */
export function toMermaid(network: NormalisedNetwork): string {
  const items = itemsOf(network);
  const numbers = new Map(items.map(({ id }, i) => [id, `n${i}`]));
  const boxes = items.map(({ id, kind, lines }) => {
    const label = `"${lines.map(escapeMermaid).join('<br/>')}"`;
    return `  ${numbers.get(id)!}${kind === 'end' ? `([${label}])` : `[${label}]`}`;
  });
  const arrows = items.flatMap(({ id, from }) => from.map((source) => `  ${numbers.get(source)!} --> ${numbers.get(id)!}`));
  return ['flowchart TD', ...boxes, ...arrows].join('\n');
}

const fontSize = 13;
/** Width of a character of the fonts below, a little more than the mean. */
const characterWidth = 7.4;

/** The graph of the network as an SVG that reads well on a light and on a dark page. */
export function toSvg(network: NormalisedNetwork): string {
  const items = itemsOf(network);
  const boxes = items.map(({ id, from, lines }): Box => {
    const width = Math.max(...lines.map((line) => line.length)) * characterWidth + 24;
    return { id, from, width: Math.round(width), height: 46 };
  });
  const { width, height, boxes: placed, lines } = layOut(boxes);
  const drawn = placed.map(({ box, x, y }, i) => {
    const { kind, lines: label } = items[i]!;
    const corner = kind === 'end' ? box.height / 2 : 6;
    const rect = `<rect x="${round(x - box.width / 2)}" y="${round(y - box.height / 2)}" width="${box.width}" height="${box.height}" rx="${corner}"/>`;
    const texts = [`<text x="${round(x)}" y="${round(y - 4)}" class="name">${escapeXml(label[0])}</text>`];
    texts.push(`<text x="${round(x)}" y="${round(y + 14)}">${escapeXml(label[1])}</text>`);
    return [rect, ...texts].join('');
  });
  const arrows = lines.map(({ points }) => `<path d="${curve(points)}" marker-end="url(#netspec-arrow)"/>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="netspec-graph" role="img" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}">`,
    '<title>The layers of the network and what each reads</title>',
    `<style>.netspec-graph{color:#24292f;font:${fontSize}px system-ui,sans-serif}@media(prefers-color-scheme:dark){.netspec-graph{color:#e6edf3}}`,
    '.netspec-graph rect{fill:#7f8ea322;stroke:#7f8ea3}.netspec-graph path{fill:none;stroke:#7f8ea3;stroke-width:1.5}',
    '.netspec-graph text{fill:currentColor;text-anchor:middle}.netspec-graph .name{font-weight:600}</style>',
    '<defs><marker id="netspec-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" style="fill:#7f8ea3;stroke:none"/></marker></defs>',
    ...arrows,
    ...drawn,
    '</svg>',
  ].join('\n');
}

function itemsOf(network: NormalisedNetwork): readonly Item[] {
  const { nodes } = inferShapes(network);
  const shape = (id: string) => sizes(nodes.get(id)?.shape ?? []);
  return [
    ...network.inputs.map(({ id }): Item => ({ id, from: [], kind: 'end', lines: [id, `input ${shape(id)}`] })),
    ...network.layers.map((layer): Item => ({
      id: layer.id,
      from: layer.from,
      kind: 'layer',
      lines: [layer.id, `${describe(layer)} ${shape(layer.id)}`],
    })),
    ...network.outputs
      .filter(({ name, from }) => name !== from || network.outputs.length > 1)
      .map(({ name, from }): Item => ({ id: `output ${name}`, from: [from], kind: 'end', lines: [name, 'output'] })),
  ];
}

/** `dense relu`, `shared dense_1` */
function describe({ type, options, sharedWith }: NormalisedLayer): string {
  if (sharedWith !== undefined) return `shared ${sharedWith}`;
  const { activation } = options;
  return typeof activation === 'string' && activation !== 'linear' ? `${type} ${activation}` : type;
}

/** A line through points that leaves and reaches each of them going straight down. */
function curve([start, ...rest]: readonly Point[]): string {
  let from = start!;
  return rest.reduce(
    (path, to) => {
      const middle = round((from.y + to.y) / 2);
      const next = `${path}C${round(from.x)} ${middle} ${round(to.x)} ${middle} ${round(to.x)} ${round(to.y)}`;
      from = to;
      return next;
    },
    `M${round(from.x)} ${round(from.y)}`,
  );
}

const round = (value: number) => Math.round(value * 10) / 10;
const escapeXml = (text: string) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
const escapeMermaid = (text: string) => text.replace(/[#&<>"]/g, (char) => `#${char.charCodeAt(0)};`);
