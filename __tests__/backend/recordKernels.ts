import { tf } from '#tf';
import { compile } from '../../src/compile/compile.ts';
import { samples, type Sample } from '../../src/node/doctor/sampleNetworks.ts';
import { trainSample } from '../../src/node/doctor/trainSample.ts';
import { findKind } from '../../src/spec/layers/find.ts';
import type { LayerKernels } from '../../src/backend/layerKernels.ts';

interface Recorded {
  readonly kinds: readonly string[];
  /** In answering. */
  readonly forward: ReadonlySet<string>;
  /** In training, besides. */
  readonly gradient: ReadonlySet<string>;
}

/** Kernels that TF.js really runs for a sample, on the backend that is set. */
async function record(sample: Sample): Promise<Recorded> {
  const outputs = Array.isArray(sample.network.outputs) ? sample.network.outputs.length : 1;
  const model = compile(
    { network: sample.network, training: { loss: Array<'meanSquaredError'>(outputs).fill('meanSquaredError') } },
    { seed: 1 },
  );
  const xs = model.inputs.map(({ shape, dtype }) => tf.zeros([4, ...shape.slice(1).map((size) => size ?? 5)], dtype));
  const forward = new Set(await kernelsOf(() => tf.dispose(model.predictOnBatch(xs))));
  tf.dispose(xs);
  model.dispose();
  const all = await kernelsOf(() => trainSample(sample, 1));
  const kinds = sample.network.layers.flatMap(({ type }) => findKind(type)?.type ?? []);
  return { kinds, forward, gradient: new Set(all.filter((name) => !forward.has(name))) };
}

async function kernelsOf(work: () => unknown): Promise<readonly string[]> {
  const { kernelNames } = await tf.profile(async () => {
    await work();
    return [];
  });
  return kernelNames.filter((name) => !name.endsWith('__op')); // which are operations made of others
}

/** Kinds that compute what their options name. */
const asOptionsSay = ['activation', 'bidirectional', 'timeDistributed', 'rnn'];

/**
 * For each kind of layer the kernels that all samples with it run, besides those of a dense layer alone, which stands in most of
 * them; for `dense` those of all samples with nothing else.
 */
export async function recordLayerKernels(): Promise<Readonly<Record<string, LayerKernels>>> {
  const recorded: Recorded[] = [];
  for (const sample of samples) recorded.push(await record(sample));
  const dense = recorded.filter(({ kinds }) => kinds.every((kind) => kind === 'dense'));
  const common = { forward: inAll(dense, 'forward'), gradient: inAll(dense, 'gradient') };
  const alone = recorded[samples.findIndex(({ name }) => name === 'dense')]!;
  const kinds = [...new Set(recorded.flatMap(({ kinds: all }) => all))].filter((kind) => kind !== 'dense' && !asOptionsSay.includes(kind));
  const entries = kinds.map((kind): [string, LayerKernels] => {
    const own = recorded.filter(({ kinds: all }) => all.includes(kind));
    const isOther = (name: string) => !alone.forward.has(name) && !alone.gradient.has(name);
    return [kind, { forward: inAll(own, 'forward').filter(isOther), gradient: inAll(own, 'gradient').filter(isOther) }];
  });
  const all: readonly (readonly [string, LayerKernels])[] = [['dense', common], ...entries];
  return Object.fromEntries(all.filter(([, { forward, gradient }]) => forward.length + gradient.length > 0));
}

const inAll = (recorded: readonly Recorded[], part: 'forward' | 'gradient'): readonly string[] =>
  [...recorded[0]![part]].filter((name) => recorded.every((one) => one[part].has(name))).sort();
