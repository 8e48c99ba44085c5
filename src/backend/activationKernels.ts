import type { Activation } from '../spec/activations.ts';
import type { KernelNames } from './layerKernels.ts';

/** The kernels of each activation by itself, besides the arithmetic that all networks share. */
export const activationKernels: Readonly<Record<Activation, KernelNames>> = {
  linear: { forward: [], gradient: [] },
  relu: { forward: ['Relu'], gradient: ['Max', 'Step'] }, // the largest answer tells a unit that has died
  relu6: { forward: ['Minimum', 'Relu'], gradient: ['Greater', 'Max', 'Step'] },
  elu: { forward: ['Elu'], gradient: ['EluGrad'] },
  selu: { forward: ['Selu'], gradient: ['Exp', 'Greater', 'Select'] },
  sigmoid: { forward: ['Sigmoid'], gradient: [] },
  hardSigmoid: { forward: ['ClipByValue'], gradient: ['GreaterEqual', 'LessEqual', 'LogicalAnd', 'Select', 'ZerosLike'] },
  softmax: { forward: ['Softmax'], gradient: [] },
  logSoftmax: { forward: ['Exp', 'Log', 'Max'], gradient: [] },
  softplus: { forward: ['Softplus'], gradient: ['Sigmoid'] },
  softsign: { forward: ['Abs'], gradient: ['Step'] },
  tanh: { forward: ['Tanh'], gradient: [] },
  swish: { forward: ['Sigmoid'], gradient: [] },
  mish: { forward: ['Softplus', 'Tanh'], gradient: ['Sigmoid'] },
  gelu: { forward: ['Erf'], gradient: ['Exp'] },
  gelu_new: { forward: ['Pow', 'Sqrt', 'Tanh'], gradient: [] },
};
