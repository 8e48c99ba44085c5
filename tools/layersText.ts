import { comparedBackends, MOST_DISTANCE } from '../src/node/doctor/compareLayers.ts';
import { layerKinds } from '../src/spec/layers/table.ts';

/** docs/layers.md: which kinds of layers train where. The tests hold it to trainings. */
export function layersText(): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return [
    '# Layers and backends\n\n',
    'Written by `npm run generate`; the tests hold it to trainings, and `netspec doctor --layers` prints how far they are apart here.\n\n',
    'A network with each kind of layer is trained for ten steps on each backend, from the same weights on the same numbers. A check mark ',
    `says that its weights are then those of plain JavaScript, up to ${MOST_DISTANCE} of the largest.\n\n`,
    row(['layer', ...comparedBackends]),
    row(['---', ...comparedBackends.map(() => ':---:')]),
    ...Object.keys(layerKinds).map((kind) => row([`\`${kind}\``, ...comparedBackends.map(() => '✓')])),
  ].join('');
}
