import { argument, createBuilder, typed, type Builder } from './builder.ts';
import type { GraphFunction } from './savedModel.ts';
import type { Attributes, Ref, ValueSlot } from './value.ts';

/** Calls of a function that XLA compiles. */
export interface CompiledCall {
  /** What the function gives, once XLA has compiled it. */
  readonly results: readonly Ref[];
  /** Whether it has; computing this has it begin. */
  readonly isReady: Ref;
  readonly functions: readonly GraphFunction[];
}

/**
 * Calls a function by the two operations that TensorFlow itself puts in the place of what XLA is to compile
 * (tensorflow/compiler/jit/build_xla_ops_pass.cc): `_XlaCompile` has it compiled, beside other work where `TF_XLA_FLAGS` says
 * `--tf_xla_async_compilation=true`, and `_XlaRun` runs what came of it.
 * @param inputs What the function is given.
 */
export function callCompiled(builder: Builder, called: GraphFunction, inputs: readonly Ref[]): CompiledCall {
  const Targs = { kind: 'types', value: inputs.map(({ type }) => type) } as const;
  const compiling: Attributes = {
    Targs,
    Tconstants: { kind: 'types', value: [] },
    Nresources: { kind: 'int', value: 0 },
    must_compile: no,
    function: { kind: 'function', value: called.name },
    _XlaHasReferenceVars: no,
  };
  const given = called.inputs.map((slot) => argument(slot.name, slot));
  // Named apart from what the function is given.
  const [first, second] = [createBuilder('xla_compile'), createBuilder('xla_run')];
  const [, isReady] = first.add('_XlaCompile', given, compiling, made) as [Ref, Ref];
  const [key] = second.add('_XlaCompile', given, compiling, made) as [Ref, Ref];
  const Tresults = { kind: 'types', value: called.outputs.map(({ type }) => type) } as const;
  const results = second.add('_XlaRun', [...given, key], { Targs, Tresults, _XlaHasReferenceVars: no }, called.outputs);

  // Graphs must tell the shapes of all that is in them, which these operations cannot, but for what is in a branch.
  const always = builder.constant({ type: 'bool', shape: [], values: Uint8Array.of(1) });
  const call = (name: string, outputs: readonly Ref[]): readonly Ref[] => {
    const branch = { kind: 'function', value: name } as const;
    const Tout = { kind: 'types', value: outputs.map(({ type }) => type) } as const;
    const attributes = { Tcond: typed('bool'), Tin: Targs, Tout, then_branch: branch, else_branch: branch };
    return builder.add('If', [always, ...inputs], attributes, outputs);
  };
  return {
    results: call('run', results),
    isReady: call('compile', [isReady])[0]!,
    functions: [
      { name: 'compile', inputs: called.inputs, outputs: [isReady], nodes: first.nodes },
      { name: 'run', inputs: called.inputs, outputs: results, nodes: second.nodes },
    ],
  };
}

const no = { kind: 'bool', value: false } as const;
const made: readonly ValueSlot[] = [
  { type: 'string', shape: [] },
  { type: 'bool', shape: [] },
];
