// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { Built, Exactly } from '../layerTypes.ts';
import type { LayerBase } from './base.ts';
import type { Activation, CellSpec, InitializerSpec, RegularizerSpec, ConstraintSpec } from './words.ts';

/** What convLstm2d takes. */
export interface ConvLstm2dOptions extends LayerBase {
  /** Gives what comes out at each step, not at the last only. Default: `false`. */
  readonly returnSequences?: boolean;
  /** Gives the last state too, as further tensors. What reads this layer reads its output. Default: `false`. */
  readonly returnState?: boolean;
  /** Reads the steps from the last to the first, and gives them in that order. Default: `false`. */
  readonly goBackwards?: boolean;
  /** Goes on, in the next batch, from the state in which the last one ended. Default: `false`. */
  readonly stateful?: boolean;
  /** Whether the loop over steps is written out. Default: `false`. */
  readonly unroll?: false;
  /** Length of the vector at each step. It is known, but may be said again. A positive integer. */
  readonly inputDim?: number;
  /** Number of steps. It is known, but may be said again. A positive integer. */
  readonly inputLength?: number;
  /** Channels that come out. A positive integer. */
  readonly filters: number;
  /** Height and width of the window, in values. A positive integer or a list of 2. */
  readonly kernelSize: number | readonly number[];
  /**
   * How far the window moves from one output to the next, in values, along each axis. A positive integer or a list of 2.
   * Default: `1`.
   */
  readonly strides?: number | readonly number[];
  /**
   * Distance of neighbouring values in the window; above 1 only with strides of 1. A positive integer or a list of 2.
   * Default: `1`.
   */
  readonly dilationRate?: number | readonly number[];
  /** "valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size. Default: `'valid'`. */
  readonly padding?: 'valid' | 'same';
  /** Where the axis of channels stands. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast';
  /** Applied to what goes into the state. Default: `'tanh'`. */
  readonly activation?: Activation;
  /** Adds a bias for each unit. Default: `true`. */
  readonly useBias?: boolean;
  /** How the kernel begins. Default: `'glorotNormal'`. */
  readonly kernelInitializer?: InitializerSpec;
  /** Adds a penalty for the kernel to the loss. */
  readonly kernelRegularizer?: RegularizerSpec;
  /** Keeps the kernel in bounds after each step. */
  readonly kernelConstraint?: ConstraintSpec;
  /** How the recurrent kernel begins. Default: `'orthogonal'`. */
  readonly recurrentInitializer?: InitializerSpec;
  /** Adds a penalty for the recurrent kernel to the loss. */
  readonly recurrentRegularizer?: RegularizerSpec;
  /** Keeps the recurrent kernel in bounds after each step. */
  readonly recurrentConstraint?: ConstraintSpec;
  /** How the bias begins. Default: `'zeros'`. */
  readonly biasInitializer?: InitializerSpec;
  /** Adds a penalty for the bias to the loss. */
  readonly biasRegularizer?: RegularizerSpec;
  /** Keeps the bias in bounds after each step. */
  readonly biasConstraint?: ConstraintSpec;
  /** Share of the values that come in that is set to 0 while training, the same at each step. A number >= 0 and < 1. Default: `0`. */
  readonly dropout?: number;
  /** Share of the state that is set to 0 while training, the same at each step. A number >= 0 and < 1. Default: `0`. */
  readonly recurrentDropout?: number;
  /** Applied to the gates. Default: `'hardSigmoid'`. */
  readonly recurrentActivation?: Activation;
  /** How Keras would compute it. TF.js always computes as for 2. */
  readonly implementation?: 1 | 2;
  /**
   * Lets the bias of the forget gate begin at 1 (Jozefowicz et al. 2015, section 2.2). Keras does so by default, TF.js does
   * not. Default: `false`.
   */
  readonly unitForgetBias?: boolean;
}

/** A layer of type convLstm2d, as it is written. */
export interface ConvLstm2dLayer extends ConvLstm2dOptions {
  readonly type: 'convLstm2d';
}

/** lstm over images, with convolutions in place of products (Shi et al. 2015). */
export function convLstm2d<const O extends ConvLstm2dOptions>(options: Exactly<O, ConvLstm2dOptions>): Built<'convLstm2d', O> {
  return { type: 'convLstm2d', ...options } as Built<'convLstm2d', O>;
}

/** What gru takes. */
export interface GruOptions extends LayerBase {
  /** Length of the state, and of what comes out at each step. A positive integer. */
  readonly units: number;
  /** Gives what comes out at each step, not at the last only. Default: `false`. */
  readonly returnSequences?: boolean;
  /** Gives the last state too, as further tensors. What reads this layer reads its output. Default: `false`. */
  readonly returnState?: boolean;
  /** Reads the steps from the last to the first, and gives them in that order. Default: `false`. */
  readonly goBackwards?: boolean;
  /** Goes on, in the next batch, from the state in which the last one ended. Default: `false`. */
  readonly stateful?: boolean;
  /** Whether Keras would write out the loop over steps. Makes no difference in TF.js. Default: `false`. */
  readonly unroll?: boolean;
  /** Length of the vector at each step. It is known, but may be said again. A positive integer. */
  readonly inputDim?: number;
  /** Number of steps. It is known, but may be said again. A positive integer. */
  readonly inputLength?: number;
  /** Applied to what goes into the state. Default: `'tanh'`. */
  readonly activation?: Activation;
  /** Adds a bias for each unit. Default: `true`. */
  readonly useBias?: boolean;
  /** How the kernel begins. Default: `'glorotNormal'`. */
  readonly kernelInitializer?: InitializerSpec;
  /** Adds a penalty for the kernel to the loss. */
  readonly kernelRegularizer?: RegularizerSpec;
  /** Keeps the kernel in bounds after each step. */
  readonly kernelConstraint?: ConstraintSpec;
  /** How the recurrent kernel begins. Default: `'orthogonal'`. */
  readonly recurrentInitializer?: InitializerSpec;
  /** Adds a penalty for the recurrent kernel to the loss. */
  readonly recurrentRegularizer?: RegularizerSpec;
  /** Keeps the recurrent kernel in bounds after each step. */
  readonly recurrentConstraint?: ConstraintSpec;
  /** How the bias begins. Default: `'zeros'`. */
  readonly biasInitializer?: InitializerSpec;
  /** Adds a penalty for the bias to the loss. */
  readonly biasRegularizer?: RegularizerSpec;
  /** Keeps the bias in bounds after each step. */
  readonly biasConstraint?: ConstraintSpec;
  /** Share of the values that come in that is set to 0 while training, the same at each step. A number >= 0 and < 1. Default: `0`. */
  readonly dropout?: number;
  /** Share of the state that is set to 0 while training, the same at each step. A number >= 0 and < 1. Default: `0`. */
  readonly recurrentDropout?: number;
  /** Applied to the gates. Default: `'hardSigmoid'`. */
  readonly recurrentActivation?: Activation;
  /** How Keras would compute it. TF.js always computes as for 2. */
  readonly implementation?: 1 | 2;
  /** Whether the reset gate is applied after the product with the recurrent kernel. Default: `false`. */
  readonly resetAfter?: false;
}

/** A layer of type gru, as it is written. */
export interface GruLayer extends GruOptions {
  readonly type: 'gru';
}

/** Reads a sequence step by step, with gates for what to keep and what to renew (Cho et al. 2014). */
export function gru<const O extends GruOptions>(options: Exactly<O, GruOptions>): Built<'gru', O> {
  return { type: 'gru', ...options } as Built<'gru', O>;
}

/** What lstm takes. */
export interface LstmOptions extends LayerBase {
  /** Length of the state, and of what comes out at each step. A positive integer. */
  readonly units: number;
  /** Gives what comes out at each step, not at the last only. Default: `false`. */
  readonly returnSequences?: boolean;
  /** Gives the last state too, as further tensors. What reads this layer reads its output. Default: `false`. */
  readonly returnState?: boolean;
  /** Reads the steps from the last to the first, and gives them in that order. Default: `false`. */
  readonly goBackwards?: boolean;
  /** Goes on, in the next batch, from the state in which the last one ended. Default: `false`. */
  readonly stateful?: boolean;
  /** Whether Keras would write out the loop over steps. Makes no difference in TF.js. Default: `false`. */
  readonly unroll?: boolean;
  /** Length of the vector at each step. It is known, but may be said again. A positive integer. */
  readonly inputDim?: number;
  /** Number of steps. It is known, but may be said again. A positive integer. */
  readonly inputLength?: number;
  /** Applied to what goes into the state. Default: `'tanh'`. */
  readonly activation?: Activation;
  /** Adds a bias for each unit. Default: `true`. */
  readonly useBias?: boolean;
  /** How the kernel begins. Default: `'glorotNormal'`. */
  readonly kernelInitializer?: InitializerSpec;
  /** Adds a penalty for the kernel to the loss. */
  readonly kernelRegularizer?: RegularizerSpec;
  /** Keeps the kernel in bounds after each step. */
  readonly kernelConstraint?: ConstraintSpec;
  /** How the recurrent kernel begins. Default: `'orthogonal'`. */
  readonly recurrentInitializer?: InitializerSpec;
  /** Adds a penalty for the recurrent kernel to the loss. */
  readonly recurrentRegularizer?: RegularizerSpec;
  /** Keeps the recurrent kernel in bounds after each step. */
  readonly recurrentConstraint?: ConstraintSpec;
  /** How the bias begins. Default: `'zeros'`. */
  readonly biasInitializer?: InitializerSpec;
  /** Adds a penalty for the bias to the loss. */
  readonly biasRegularizer?: RegularizerSpec;
  /** Keeps the bias in bounds after each step. */
  readonly biasConstraint?: ConstraintSpec;
  /** Share of the values that come in that is set to 0 while training, the same at each step. A number >= 0 and < 1. Default: `0`. */
  readonly dropout?: number;
  /** Share of the state that is set to 0 while training, the same at each step. A number >= 0 and < 1. Default: `0`. */
  readonly recurrentDropout?: number;
  /** Applied to the gates. Default: `'hardSigmoid'`. */
  readonly recurrentActivation?: Activation;
  /** How Keras would compute it. TF.js always computes as for 2. */
  readonly implementation?: 1 | 2;
  /**
   * Lets the bias of the forget gate begin at 1 (Jozefowicz et al. 2015, section 2.2). Keras does so by default, TF.js does
   * not. Default: `false`.
   */
  readonly unitForgetBias?: boolean;
}

/** A layer of type lstm, as it is written. */
export interface LstmLayer extends LstmOptions {
  readonly type: 'lstm';
}

/** Reads a sequence step by step, with a memory that gates write, keep and read (Hochreiter and Schmidhuber 1997). */
export function lstm<const O extends LstmOptions>(options: Exactly<O, LstmOptions>): Built<'lstm', O> {
  return { type: 'lstm', ...options } as Built<'lstm', O>;
}

/** What rnn takes. */
export interface RnnOptions extends LayerBase {
  /** The cell, or a list of cells that read one another. */
  readonly cell: CellSpec;
  /** Gives what comes out at each step, not at the last only. Default: `false`. */
  readonly returnSequences?: boolean;
  /** Gives the last state too, as further tensors. What reads this layer reads its output. Default: `false`. */
  readonly returnState?: boolean;
  /** Reads the steps from the last to the first, and gives them in that order. Default: `false`. */
  readonly goBackwards?: boolean;
  /** Goes on, in the next batch, from the state in which the last one ended. Default: `false`. */
  readonly stateful?: boolean;
  /** Whether Keras would write out the loop over steps. Makes no difference in TF.js. Default: `false`. */
  readonly unroll?: boolean;
  /** Length of the vector at each step. It is known, but may be said again. A positive integer. */
  readonly inputDim?: number;
  /** Number of steps. It is known, but may be said again. A positive integer. */
  readonly inputLength?: number;
}

/** A layer of type rnn, as it is written. */
export interface RnnLayer extends RnnOptions {
  readonly type: 'rnn';
}

/** Reads a sequence step by step with a cell, or with several stacked in one step. */
export function rnn<const O extends RnnOptions>(options: Exactly<O, RnnOptions>): Built<'rnn', O> {
  return { type: 'rnn', ...options } as Built<'rnn', O>;
}

/** What simpleRNN takes. */
export interface SimpleRNNOptions extends LayerBase {
  /** Length of the state, and of what comes out at each step. A positive integer. */
  readonly units: number;
  /** Gives what comes out at each step, not at the last only. Default: `false`. */
  readonly returnSequences?: boolean;
  /** Gives the last state too, as further tensors. What reads this layer reads its output. Default: `false`. */
  readonly returnState?: boolean;
  /** Reads the steps from the last to the first, and gives them in that order. Default: `false`. */
  readonly goBackwards?: boolean;
  /** Goes on, in the next batch, from the state in which the last one ended. Default: `false`. */
  readonly stateful?: boolean;
  /** Whether Keras would write out the loop over steps. Makes no difference in TF.js. Default: `false`. */
  readonly unroll?: boolean;
  /** Length of the vector at each step. It is known, but may be said again. A positive integer. */
  readonly inputDim?: number;
  /** Number of steps. It is known, but may be said again. A positive integer. */
  readonly inputLength?: number;
  /** Applied to what goes into the state. Default: `'tanh'`. */
  readonly activation?: Activation;
  /** Adds a bias for each unit. Default: `true`. */
  readonly useBias?: boolean;
  /** How the kernel begins. Default: `'glorotNormal'`. */
  readonly kernelInitializer?: InitializerSpec;
  /** Adds a penalty for the kernel to the loss. */
  readonly kernelRegularizer?: RegularizerSpec;
  /** Keeps the kernel in bounds after each step. */
  readonly kernelConstraint?: ConstraintSpec;
  /** How the recurrent kernel begins. Default: `'orthogonal'`. */
  readonly recurrentInitializer?: InitializerSpec;
  /** Adds a penalty for the recurrent kernel to the loss. */
  readonly recurrentRegularizer?: RegularizerSpec;
  /** Keeps the recurrent kernel in bounds after each step. */
  readonly recurrentConstraint?: ConstraintSpec;
  /** How the bias begins. Default: `'zeros'`. */
  readonly biasInitializer?: InitializerSpec;
  /** Adds a penalty for the bias to the loss. */
  readonly biasRegularizer?: RegularizerSpec;
  /** Keeps the bias in bounds after each step. */
  readonly biasConstraint?: ConstraintSpec;
  /** Share of the values that come in that is set to 0 while training, the same at each step. A number >= 0 and < 1. Default: `0`. */
  readonly dropout?: number;
  /** Share of the state that is set to 0 while training, the same at each step. A number >= 0 and < 1. Default: `0`. */
  readonly recurrentDropout?: number;
}

/** A layer of type simpleRNN, as it is written. */
export interface SimpleRNNLayer extends SimpleRNNOptions {
  readonly type: 'simpleRNN';
}

/** Reads a sequence step by step: activation(x . kernel + state . recurrent kernel + bias) (Elman 1990). */
export function simpleRNN<const O extends SimpleRNNOptions>(options: Exactly<O, SimpleRNNOptions>): Built<'simpleRNN', O> {
  return { type: 'simpleRNN', ...options } as Built<'simpleRNN', O>;
}
