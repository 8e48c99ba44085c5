import type { BackendFinding, Examination } from '../node/doctor/examine.ts';
import { wideTable, type TableColumn } from './wideTable.ts';

/** What was found, for a person. */
export function doctorText(
  { netspec, node, tfjs, platform, arch, cpus, memory, backends, auto, problems }: Examination,
  width: number,
): string {
  const machine = `${platform} ${arch}, ${cpus} ${cpus === 1 ? 'processor' : 'processors'}`;
  const space = `${gigabytes(memory.totalBytes)} of memory, ${gigabytes(memory.freeBytes)} free`;
  const missing = backends.flatMap((finding) =>
    finding.works || finding.name !== 'webgpu'
      ? []
      : [
          `webgpu, which answers only where it is asked for: ${finding.refusal}`,
          ...(finding.fix === undefined ? [] : [`  to have it: ${finding.fix.split(/[,;] or choose/, 1)[0]!}`]),
        ],
  );
  return [
    `netspec ${netspec}, TensorFlow.js ${tfjs}, Node ${node}`,
    `${machine}, ${space}`,
    '',
    ...wideTable(columnsOf(backends), width),
    '',
    auto === null
      ? 'nothing works: training is not possible'
      : `"auto" takes ${auto}${auto === 'cpu' ? '' : `,${auto === 'native' ? ' wasm for small steps' : ''} and cpu where plain loops train a small network sooner`}`,
    ...missing,
    ...problems.flatMap(({ problem, fix }) => [`${problem}`, `  to mend it: ${fix}`]),
    '',
  ].join('\n');
}

function columnsOf(backends: readonly BackendFinding[]): readonly TableColumn[] {
  const column = (
    title: string,
    rank: number,
    cell: (finding: BackendFinding & { works: true }) => string,
    isText = false,
  ): TableColumn => ({
    title,
    rank,
    isText,
    cells: backends.map((finding) => (finding.works ? cell(finding) : '-')),
  });
  return [
    { title: 'backend', rank: 0, isText: true, cells: backends.map(({ name }) => name) },
    {
      title: 'works',
      rank: 1,
      isText: true,
      cells: backends.map((finding) => (!finding.works ? 'no' : finding.trains ? 'yes' : 'answers')),
    },
    column('version', 3, ({ version, device }) => (device === undefined ? version : `${version} (${device})`), true),
    column('threads', 4, ({ threads }) => (threads === null ? '-' : String(threads))),
    column('SIMD', 5, ({ simd }) => (simd === null ? '-' : simd ? 'yes' : 'no'), true),
    column('speed', 2, ({ gigaflops }) => `${gigaflops >= 10 ? gigaflops.toFixed(0) : gigaflops.toFixed(1)} GFLOP/s`),
    column('memory', 6, ({ memoryBytes }) => `${Math.round(memoryBytes / 1e6)} MB`),
  ];
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
