import type { ModelSpec } from './model.ts';
import type { NetworkSpec } from './network.ts';
import type { Flow } from './rankRules.ts';
import type { Conforms, Fault, Follow, Names } from './ranks.ts';

/** Any network, also one whose words are not literal, such as an imported JSON file. */
export type AnyNetwork = NetworkSpec | { readonly layers: readonly { readonly type: string }[] };
/** Any model, or a network alone. */
export type AnyModel = ModelSpec | { readonly network: { readonly layers: readonly { readonly type: string }[] } } | AnyNetwork;

/**
 * The model or network M itself, where its parts are what they may be and each layer can take the rank that it gets. Else what
 * the compiler is to ask for: at the place of the layer a sentence that says what is wrong, or ModelSpec, for it to find the
 * mistake.
 */
export type Checked<M> = [Verdict<M>] extends ['right'] ? M : Wanted<M, Verdict<M>>;

type Verdict<M> = M extends { readonly network: infer N extends { readonly layers: readonly unknown[] } }
  ? Untyped<N['layers']> extends true
    ? 'right'
    : Conforms<Omit<M, 'network'>, Omit<ModelSpec, 'network'>> extends true
      ? InNetwork<N, M>
      : 'spec'
  : M extends { readonly layers: infer Ls extends readonly unknown[] }
    ? Untyped<Ls> extends true
      ? 'right'
      : InNetwork<M, unknown>
    : M extends { readonly network: unknown }
      ? 'spec'
      : Conforms<M, ModelSpec> extends true
        ? 'right'
        : 'spec';

/** No layer's type is literal. */
type Untyped<Ls> = Ls extends readonly { readonly type: infer T }[]
  ? string extends T
    ? number extends Ls['length']
      ? true
      : false
    : false
  : false;

type InNetwork<N extends { readonly layers: readonly unknown[] }, M> =
  Conforms<Omit<N, 'layers'>, Omit<NetworkSpec, 'layers'>> extends true
    ? Follow<N['layers'], Start<N, M>, Inputs<N>> extends infer O
      ? O extends Flow<infer R, infer W>
        ? AtHead<R, W, N, M>
        : O
      : never
    : 'spec';

/** What flows into the first layer. */
type Start<N, M> = N extends { readonly input: infer I }
  ? Flow<InputRank<I>, 'from the input'>
  : N extends { readonly inputs: object }
    ? Flow<Inputs<N>[keyof Inputs<N>], 'from the inputs'>
    : M extends { readonly features: object }
      ? StartOfFeatures<M['features']>
      : N extends { readonly layers: readonly [{ readonly inputShape: infer I }, ...unknown[]] }
        ? Flow<InputRank<I>, 'from the inputShape'>
        : Flow<number, ''>;

/** Features join in one list of numbers, but for those with an input of their own. */
type StartOfFeatures<F> = true extends {
  [K in keyof F]: F[K] extends 'sequence' | { readonly type: 'sequence' } ? true : never;
}[keyof F]
  ? Flow<number, ''>
  : Flow<1, 'from the features'>;

/** Ranks of the inputs by name. */
type Inputs<N> = N extends { readonly inputs: infer I }
  ? { readonly [K in keyof I]: InputRank<I[K]> }
  : N extends { readonly input: infer I }
    ? { readonly input: InputRank<I> }
    : Names;

type InputRank<I> = I extends readonly unknown[]
  ? I['length']
  : I extends { readonly shape: infer S extends readonly unknown[] }
    ? S['length']
    : number;

/** The head that a target asks for reads one list of numbers. */
type AtHead<R, W extends string, N, M> = M extends { readonly target: object }
  ? N extends { readonly outputs: unknown }
    ? 'right'
    : number extends R
      ? 'right'
      : [Extract<R, 1>] extends [never]
        ? Fault<LastPlace<N>, `the head for the target takes rank 1 [features] but gets rank ${R & number} [${W}]`>
        : 'right'
  : 'right';

type LastPlace<N> = N extends { readonly layers: readonly [...infer Before, unknown] } ? `${Before['length']}` : never;

/** What the compiler is to ask for in place of M. */
type Wanted<M, V> = M extends { readonly network: infer N extends { readonly layers: readonly unknown[] } }
  ? V extends Fault
    ? Omit<M, 'network'> & { readonly network: Pointed<N, V> }
    : ModelSpec
  : M extends { readonly layers: readonly unknown[] }
    ? V extends Fault
      ? Pointed<M, V>
      : NetworkSpec
    : ModelSpec;

type Pointed<N extends { readonly layers: readonly unknown[] }, V extends Fault> = Omit<N, 'layers'> & {
  readonly layers: Marked<N['layers'], V>;
};

/** The list with the sentence in place of the layer that cannot be. */
type Marked<Ls, V extends Fault> = { readonly [K in keyof Ls]: K extends V['at'] ? V['message'] : Ls[K] };
