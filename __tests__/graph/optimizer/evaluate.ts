import type { Node, Ref } from '../../../src/graph/value.ts';

type Values = Float32Array;
type Element = (...operands: readonly number[]) => number;

/** Operations of TensorFlow that go number by number, with scalars beside arrays. */
const elements: Readonly<Record<string, Element>> = {
  Abs: (a) => Math.abs(a!),
  AddV2: (a, b) => a! + b!,
  Greater: (a, b) => (a! > b! ? 1 : 0),
  Maximum: (a, b) => Math.max(a!, b!),
  Minimum: (a, b) => Math.min(a!, b!),
  Mul: (a, b) => a! * b!,
  RealDiv: (a, b) => a! / b!,
  SelectV2: (condition, a, b) => (condition === 1 ? a! : b!),
  Sign: (a) => Math.sign(a!),
  Sqrt: (a) => Math.sqrt(a!),
  Square: (a) => a! * a!,
  Sub: (a, b) => a! - b!,
  ZerosLike: () => 0,
};

/** The values of all nodes, each rounded to 32 bits as in TensorFlow. @param fed Of arguments, by name. */
export function evaluate(nodes: readonly Node[], fed: ReadonlyMap<string, Values>): (ref: Ref) => Values {
  const results = new Map<Node, readonly Values[]>();
  const valueOf = (ref: Ref): Values => {
    const values = ref.node === undefined ? fed.get(ref.name) : results.get(ref.node)?.[ref.output];
    const size = ref.shape.reduce((product, n) => product * n, 1);
    if (values?.length !== size) throw new Error(`${ref.name}: ${values?.length} values, and a shape of [${ref.shape.join(', ')}]`);
    return values;
  };
  for (const node of nodes) results.set(node, run(node, node.inputs.map(valueOf)));
  return valueOf;
}

function run({ op, attributes, outputs }: Node, inputs: readonly Values[]): readonly Values[] {
  const one = elements[op];
  if (one) {
    const length = inputs.reduce((length, { length: other }) => (length === 1 ? other : length), 1);
    if (inputs.some((values) => values.length !== 1 && values.length !== length)) throw new Error(`${op} of arrays of other lengths`);
    const at = (values: Values, q: number) => values[values.length === 1 ? 0 : q]!;
    return [Float32Array.from({ length }, (_, q) => one(...inputs.map((values) => at(values, q))))];
  }
  const [first] = inputs;
  if (op === 'Const' && attributes['value']?.kind === 'tensor') return [Float32Array.from(attributes['value'].value.values)];
  if (op === 'Unpack' && outputs.length === first!.length) return Array.from(first!, (value) => Float32Array.of(value));
  if (op === 'L2Loss') return [Float32Array.of(first!.reduce((sum, value) => sum + value * value, 0) / 2)];
  if (op === 'AddN') return [Float32Array.from(first!, (_, q) => inputs.reduce((sum, values) => sum + values[q]!, 0))];
  throw new Error(`the evaluator of these tests does not know ${op}`);
}
