import { tf } from '#tf';
import { BackendError, type Issue } from '../errors.ts';
import type { NamedValue, NormalisedNetwork } from '../spec/normalised.ts';
import { arithmetic, type KernelNames } from './layerKernels.ts';
import { lossKernels } from './lossKernels.ts';
import { kernelsOfLayer } from './optionKernels.ts';

/** What is going to be computed. */
interface Computed {
  readonly network: NormalisedNetwork;
  /** Where gradients are computed by TF.js, too: the loss of each output; undefined for one that is a function of the program. */
  readonly losses?: readonly (NamedValue | undefined)[] | undefined;
}

/**
 * Makes sure, before a tensor exists, that the backend which is set has the kernels that a network needs, with its activations, cells
 * and losses. What a layer or loss of the program's own needs shows at the first step (`missingKernelOf`).
 * @throws BackendError with each layer and loss that could not be computed.
 */
export function requireKernels({ network, losses }: Computed): void {
  const backend = tf.getBackend();
  const issues = neededFor({ network, losses }).flatMap(({ path, kernels }): Issue[] => {
    const missing = kernels.filter((name) => !hasKernel(name, backend));
    return missing.length === 0 ? [] : [missingKernels(path, missing, backend)];
  });
  if (issues.length > 0) throw new BackendError('backend', issues);
}

type Needed = readonly { readonly path: string; readonly kernels: readonly string[] }[];

/** What the answers of a network need, for which each call asks. */
const forAnswers = new WeakMap<NormalisedNetwork, Needed>();

function neededFor({ network, losses }: Computed): Needed {
  if (losses !== undefined) return neededKernels({ network, losses });
  const needed = forAnswers.get(network) ?? neededKernels({ network });
  forAnswers.set(network, needed);
  return needed;
}

/** What needs which kernels. */
export function neededKernels({ network, losses }: Computed): Needed {
  const named = ({ forward, gradient }: KernelNames) => (losses === undefined ? forward : [...forward, ...gradient]);
  return [
    { path: 'network', kernels: named(arithmetic) },
    ...network.layers.map((layer) => ({ path: `${layer.path} ${layer.type}`, kernels: named(kernelsOfLayer(layer)) })),
    ...(losses ?? []).flatMap((loss, i) => {
      if (loss === undefined) return [];
      const place = losses!.length === 1 ? 'training.loss' : `training.loss[${i}]`;
      return [{ path: `${place} ${loss.type}`, kernels: lossKernels[loss.type as keyof typeof lossKernels] }];
    }),
  ];
}

/** What is wrong where a layer cannot be computed, with another backend that can. @param backend TF.js's name. */
export function missingKernels(path: string, names: readonly string[], backend: string): Issue {
  const other = ['wasm', 'tensorflow', 'cpu'].find((name) => name !== backend && names.every((kernel) => hasKernel(kernel, name)));
  return {
    path,
    expected: `kernels that the backend "${nameOf(backend)}" has`,
    received: names.join(', '),
    // One that has not been started shows no kernels, but every layer trains on it (docs/layers.md).
    fix: `choose the backend "${nameOf(other ?? (backend === 'cpu' ? 'wasm' : 'cpu'))}"`,
  };
}

/** The kernel for want of which TF.js has stopped, where that is what an error says. */
export function missingKernelOf(error: unknown): string | undefined {
  const text = error instanceof Error ? error.message : '';
  return /Kernel '(\w+)' not registered for backend|Cannot find registered kernel '(\w+)'/
    .exec(text)
    ?.slice(1)
    .find((name) => name !== undefined);
}

/** TF.js answers undefined where there is none, whatever its types say. */
const hasKernel = (name: string, backend: string): boolean => (tf.getKernel(name, backend) as object | undefined) !== undefined;

const nameOf = (backend: string): string => (backend === 'tensorflow' ? 'native' : backend);
