import type { Activation } from '../spec/activations.ts';
import type { NamedValue } from '../spec/normalised.ts';
import { activationKernels } from './activationKernels.ts';
import { layerKernels, type KernelNames } from './layerKernels.ts';

/** A layer, or one inside another, with its defaults. */
interface Written {
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The kernels of a layer with its options, and of what is inside it, besides the arithmetic that all networks share. */
export function kernelsOfLayer({ type, options }: Written): KernelNames {
  const kind = kindOfCell[type] ?? type;
  const parts = [Object.hasOwn(layerKernels, kind) ? layerKernels[kind]! : NONE];
  for (const [name, value] of Object.entries(options)) parts.push(...kernelsOfOption(kind, name, value));
  return {
    forward: [...new Set(parts.flatMap(({ forward }) => forward))],
    gradient: [...new Set(parts.flatMap(({ gradient }) => gradient))],
  };
}

const NONE: KernelNames = { forward: [], gradient: [] };
const forward = (...names: readonly string[]): KernelNames => ({ forward: names, gradient: [] });
const gradient = (...names: readonly string[]): KernelNames => ({ forward: [], gradient: names });

const kindOfCell: Readonly<Record<string, string>> = { gruCell: 'gru', lstmCell: 'lstm', simpleRNNCell: 'simpleRNN' };

function kernelsOfOption(kind: string, name: string, value: unknown): readonly KernelNames[] {
  if (/^(?:layer|cells?)$/.test(name)) {
    return [value]
      .flat()
      .filter(isNamed)
      .map(({ type, ...options }) => kernelsOfLayer({ type, options }));
  }
  if (/Constraint$/.test(name) && isNamed(value)) return [value.type === 'nonNeg' ? gradient('Relu') : gradient('ClipByValue', 'Sqrt')];
  if (/Regularizer$/.test(name) && isNamed(value)) return value.type === 'l2' ? [] : [gradient('Abs', 'Step')];
  return byOption[name]?.(value, kind) ?? [];
}

const isNamed = (value: unknown): value is NamedValue => typeof value === 'object' && value !== null && 'type' in value;

const isActivation = (value: unknown): value is Activation => typeof value === 'string' && Object.hasOwn(activationKernels, value);
const ofActivation = (value: unknown, kind: string): readonly KernelNames[] => {
  if (!isActivation(value)) return []; // as an option of a layer of the program's own may have it
  const own = activationKernels[value];
  // TF.js has it in one kernel with the product; a gradient needs both apart.
  return kind === 'conv2d' && value !== 'linear' ? [own, gradient('Conv2D')] : [own];
};
const ofDropout = (share: unknown): readonly KernelNames[] => (share === 0 ? [] : [forward('OnesLike')]);
const where = (holds: boolean, ...names: readonly KernelNames[]): readonly KernelNames[] => (holds ? names : []);

/** What values of options need; dropout and the shape of what comes out are those of recurrent layers. */
const byOption: Readonly<Record<string, (value: unknown, kind: string) => readonly KernelNames[]>> = {
  activation: ofActivation,
  recurrentActivation: ofActivation,
  dilationRate: (value) =>
    where(
      [value].flat().some((rate) => rate !== 1),
      gradient('PadV2'),
    ),
  dropout: ofDropout,
  recurrentDropout: ofDropout,
  goBackwards: (value) => where(value === true, forward('Reverse')),
  returnSequences: (value) => where(value === true, forward('Pack')),
  stateful: (value, kind) => where(value !== true && kind !== 'convLstm2d', forward('Tile')),
  mergeMode: (value) => [forward('Reverse', ...(value === 'concat' ? ['Concat'] : []))],
  maskZero: (value) => where(value === true, forward('ExpandDims', 'NotEqual', 'OnesLike', 'ZerosLike'), gradient('Pack')),
  normalize: (value) => where(value === true, { forward: ['Fill', 'Maximum', 'Sqrt'], gradient: ['GreaterEqual'] }),
  interpolation: (value) => {
    const name = value === 'bilinear' ? 'ResizeBilinear' : 'ResizeNearestNeighbor';
    return [{ forward: [name], gradient: [`${name}Grad`] }];
  },
};
