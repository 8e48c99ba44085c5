import type { Operation, Recording } from '../../recording.ts';
import { edit } from '../edit.ts';

/** Does once to the whole what is done to several of the parts into which it is split, such as the gates of a cell; to the same bits. */
export function withJoinedGates(recording: Recording): Recording {
  const counts = new Map<string, number>();
  const names = new Map<number, { readonly of: Operation; readonly path: string }>();
  // Which parts go the same way.
  for (const operation of recording.operations) {
    if (operation.op === 'SplitV')
      for (const value of operation.outputs) names.set(value, { of: operation, path: `${operation.outputs[0]}` });
    const read = partRead(operation, (value) => names.has(value));
    if (read === undefined) continue;
    const { of, path } = names.get(read)!;
    const own = `${path} ${wayOf(recording, operation)}`;
    names.set(operation.outputs[0]!, { of, path: own });
    counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  const splits = new Map<string, readonly number[]>();
  return edit(recording, (operation, editor) => {
    const known = names.get(operation.outputs[0]!);
    if (known === undefined || operation.op === 'SplitV' || (counts.get(known.path) ?? 0) < 2) return undefined;
    const read = partRead(operation, (value) => editor.made(value, 'SplitV') !== undefined);
    const split = editor.made(read, 'SplitV');
    if (split === undefined) return undefined;
    const { type } = editor.slotOf(operation.outputs[0]!);
    let parts = splits.get(known.path);
    if (parts === undefined) {
      const { shape } = editor.slotOf(split.inputs[0]!);
      const inputs = operation.inputs.map((value) => (value === read ? split.inputs[0]! : value));
      const whole = editor.one(operation.op, inputs, operation.attributes, { type, shape });
      parts = editor.add(
        'SplitV',
        [whole, ...split.inputs.slice(1)],
        { ...split.attributes, T: { kind: 'type', value: type } },
        split.outputs.map((value) => ({ type, shape: editor.slotOf(value).shape })),
      );
      splits.set(known.path, parts);
    }
    return [parts[split.outputs.indexOf(read!)]!];
  });

  /** The part of something that an operation works on, value for value, by the same number for all at most. */
  function partRead({ op, inputs, outputs }: Operation, isPart: (value: number) => boolean): number | undefined {
    if (!unary.test(op) && !(binary.test(op) && inputs.length === 2)) return undefined;
    const parts = inputs.filter(isPart);
    const others = inputs.filter((value) => !isPart(value));
    const isScalar = others.every(
      (value) => recording.values[value]?.origin.kind === 'constant' && recording.values[value].shape.length === 0,
    );
    return parts.length === 1 && outputs.length === 1 && isScalar ? parts[0] : undefined;
  }
}

/** What an operation does to a part. */
function wayOf({ values }: Recording, { op, inputs, attributes }: Operation): string {
  const numbers = inputs.map((value) => {
    const { origin } = values[value]!;
    return origin.kind === 'constant' ? `${origin.values[0]}` : '.';
  });
  return `${op} ${numbers.join()} ${JSON.stringify(attributes)}`;
}

const unary = /^(Neg|Square|Sigmoid|Exp|Abs|Relu|Relu6|Identity)$/;
const binary = /^(Add|AddV2|Sub|Mul|RealDiv|Minimum|Maximum|Greater|GreaterEqual|Less|LessEqual)$/;
