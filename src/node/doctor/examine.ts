import { createRequire } from 'node:module';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import { backendFixes, backendNames, graphicsDriverFix, type BackendName } from '../../backend/choose.ts';
import { describeEnvironment, type Environment } from '../runs/environment.ts';
import { runTrial } from './runTrial.ts';
import type { BackendRefusal, BackendTrial } from './tryBackend.ts';

export type BackendFinding = { readonly name: BackendName } & (
  ({ readonly works: true } & BackendTrial) | ({ readonly works: false } & BackendRefusal)
);

/** Something that is wrong, or missing. */
export interface Problem {
  readonly problem: string;
  /** The command that mends it. */
  readonly fix: string;
}

export interface Examination extends Pick<Environment, 'netspec' | 'node' | 'tfjs' | 'platform' | 'arch' | 'cpus'> {
  readonly memory: { readonly totalBytes: number; readonly freeBytes: number };
  readonly backends: readonly BackendFinding[];
  /** What `auto` takes; null where nothing works. */
  readonly auto: BackendName | null;
  readonly problems: readonly Problem[];
}

/** What there is to train on, each backend tried in a process of its own, and what is wrong. */
export async function examine(signal?: AbortSignal): Promise<Examination> {
  const { backend: _, ...environment } = await describeEnvironment('');
  const backends: BackendFinding[] = [];
  // One after another, so that each is as fast as it can be.
  for (const name of backendNames) backends.push(await tryOne(name, signal));
  const auto = backends.find((finding) => finding.works && finding.trains)?.name ?? null;
  return {
    ...environment,
    cpus: availableParallelism(),
    memory: { totalBytes: totalmem(), freeBytes: freemem() },
    backends,
    auto,
    problems: [...otherTfjs(environment.tfjs), ...backends.flatMap(lackOf)],
  };
}

async function tryOne(name: BackendName, signal: AbortSignal | undefined): Promise<BackendFinding> {
  const told = await runTrial<BackendTrial | BackendRefusal>('tryBackend', name, signal);
  if (typeof told === 'string')
    return { name, works: false, refusal: told, fix: name === 'webgpu' ? graphicsDriverFix : backendFixes[name] };
  return 'refusal' in told ? { name, works: false, ...told } : { name, works: true, ...told };
}

/** WebGPU is there for those who have asked for it. */
const lackOf = (finding: BackendFinding): readonly Problem[] =>
  finding.works || finding.name === 'webgpu'
    ? []
    : [{ problem: `${finding.name}: ${finding.refusal}`, fix: (finding.fix ?? backendFixes[finding.name]).split(/, (?:or|which)/, 1)[0]! }];

/** Tensors and layers of a program belong to the TensorFlow.js that it imports: two of them do not know each other's. */
function otherTfjs(ours: string): readonly Problem[] {
  const mine = createRequire(import.meta.url).resolve('@tensorflow/tfjs-core/package.json');
  const load = createRequire(join(process.cwd(), 'package.json'));
  try {
    const file = load.resolve('@tensorflow/tfjs-core/package.json');
    if (file === mine) return [];
    const { version } = load(file) as { readonly version: string };
    const fix = `npm install @tensorflow/tfjs-core@${ours} @tensorflow/tfjs-layers@${ours}, then npm dedupe`;
    return [{ problem: `programs in this folder import another TensorFlow.js (${version} in ${file})`, fix }];
  } catch {
    return []; // it imports none
  }
}
