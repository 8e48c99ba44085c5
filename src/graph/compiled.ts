import { argument, createBuilder, typed, type Builder } from './builder.ts';
import type { GraphFunction } from './savedModel.ts';
import type { Attributes, Ref, ValueSlot } from './value.ts';

/** Functions that have XLA compile another. */
export interface CompiledCalls {
  /** Gives what that gives, once XLA has compiled it. */
  readonly run: GraphFunction;
  /** Tells whether it has; calling it has XLA begin. */
  readonly compile: GraphFunction;
  /** Those that these call. */
  readonly functions: readonly GraphFunction[];
}

/**
 * Calls a function by the two operations that TensorFlow itself puts in the place of what XLA is to compile
 * (tensorflow/compiler/jit/build_xla_ops_pass.cc): `_XlaCompile` has it compiled, beside other work where `TF_XLA_FLAGS` says
 * `--tf_xla_async_compilation=true`, and `_XlaRun` runs what came of it.
 * @param inputs Of the functions that are made. @param begin Adds what the function that is compiled is given.
 */
export function callCompiled(
  called: GraphFunction,
  inputs: GraphFunction['inputs'],
  begin: (builder: Builder) => readonly Ref[],
): CompiledCalls {
  const Targs = { kind: 'types', value: called.inputs.map(({ type }) => type) } as const;
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
  const call = (name: string, branch: GraphFunction): GraphFunction => {
    const builder = createBuilder(`${name}_`);
    const always = builder.constant({ type: 'bool', shape: [], values: Uint8Array.of(1) });
    const taken = { kind: 'function', value: branch.name } as const;
    const Tout = { kind: 'types', value: branch.outputs.map(({ type }) => type) } as const;
    const attributes = { Tcond: typed('bool'), Tin: Targs, Tout, then_branch: taken, else_branch: taken };
    return { name, inputs, outputs: builder.add('If', [always, ...begin(builder)], attributes, branch.outputs), nodes: builder.nodes };
  };
  const functions: readonly [GraphFunction, GraphFunction] = [
    { name: 'runs', inputs: called.inputs, outputs: results, nodes: second.nodes },
    { name: 'compiles', inputs: called.inputs, outputs: [isReady], nodes: first.nodes },
  ];
  return { run: call('run', functions[0]), compile: call('compile', functions[1]), functions };
}

const no = { kind: 'bool', value: false } as const;
const made: readonly ValueSlot[] = [
  { type: 'string', shape: [] },
  { type: 'bool', shape: [] },
];
