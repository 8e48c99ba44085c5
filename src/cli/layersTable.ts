import { ownCommand } from '../ownCommand.ts';
import { agrees, comparedBackends, MOST_DISTANCE, type LayerComparison, type LayerFinding } from '../node/doctor/compareLayers.ts';

/** Layers x backends, a line for each kind of layer. */
export function layersTable({ layers, backends, steps }: LayerComparison): string {
  const names = Object.keys(layers);
  const width = Math.max(...names.map(({ length }) => length));
  const cell = (finding: LayerFinding | undefined) => (finding === undefined ? '-' : wordOf(finding)).padEnd(8);
  const line = (first: string, cells: readonly string[]) => `${[first.padEnd(width), ...cells].join('  ').trimEnd()}\n`;
  const missing = comparedBackends.filter((name) => !backends.includes(name));
  const refusals = Object.values(layers).flatMap((findings) =>
    Object.entries(findings).flatMap(([backend, { refusal }]) => (refusal === undefined ? [] : [`${backend}: ${refusal}\n`])),
  );
  return [
    `weights after ${steps} steps beside those of cpu, relative to the largest: at most ${MOST_DISTANCE} is wanted\n\n`,
    line('layer', comparedBackends.map((name) => name.padEnd(8))), // prettier-ignore
    ...names.map((name) => line(name, comparedBackends.map((backend) => cell(layers[name]![backend])))), // prettier-ignore
    ...(missing.length === 0 ? [] : ['\n', `${missing.join(', ')} did not start: ${ownCommand('doctor')} says why\n`]),
    ...(refusals.length === 0 ? [] : ['\n', ...refusals]),
  ].join('');
}

const wordOf = (finding: LayerFinding): string =>
  finding.distance === null ? 'no' : agrees(finding) ? finding.distance.toExponential(0) : `${finding.distance.toExponential(0)} !`;
