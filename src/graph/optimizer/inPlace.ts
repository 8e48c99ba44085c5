import { typed, type Builder } from '../builder.ts';
import type { Attributes, Node, Ref } from '../value.ts';
import { adam, descend, trace } from './emits.ts';
import type { GraphArray } from './graphArray.ts';
import { graphMath, type Term } from './graphMath.ts';
import type { Call } from './tape.ts';

/**
 * The same as a loop's nodes, in one operation of TensorFlow on variables, which goes over memory once: a weight that loses a share to
 * decay does so in one before.
 */
export interface InPlace {
  /** The weight, and what is remembered of it. */
  readonly arrays: readonly GraphArray[];
  /** @param handles Of the arrays. @param weight As it was before. @returns What changes them. */
  emit(builder: Builder, handles: readonly Ref[], weight: Ref, gradient: Ref, terms: readonly Term[]): readonly Node[];
}

/**
 * Undefined for a loop for which TensorFlow has no such operation.
 * @param isZero Whether a number of the call is 0 in all steps of its plan.
 */
export function inPlace({ emit, arrays, form }: Call, isZero: (number: number) => boolean): InPlace | undefined {
  const [weight, , ...slots] = arrays as readonly GraphArray[];
  const found = (lostAt: number, change: Change): InPlace => ({
    arrays: [weight!, ...slots.filter((slot) => slot !== undefined)],
    emit(builder, handles, value, gradient, terms) {
      const ref = (term: Term): Ref => (typeof term === 'number' ? builder.number(term) : term);
      const add = (op: string, inputs: readonly Ref[], more: Attributes = {}, after: readonly Node[] = []): Node => {
        builder.add(op, inputs, { T: typed('float32'), ...more, use_locking: { kind: 'bool', value: false } }, [], after);
        return builder.nodes.at(-1)!;
      };
      // Who reads the weight, reads what it was before.
      const lost = terms[lostAt]!;
      const first = lost === 0 ? [] : [add('ResourceApplyGradientDescent', [handles[0]!, ref(lost), value], {}, [value.node!])];
      const { op, inputs, more } = change(builder, handles, gradient, terms);
      return [add(op, inputs.map(ref), more, [value.node!, ...first])];
    },
  });
  if (emit === (descend as unknown)) {
    return found(1, (_, [w], gradient, [rate]) => ({ op: 'ResourceApplyGradientDescent', inputs: [w!, rate!, gradient] }));
  }
  if (emit === (trace as unknown) && isZero(4)) {
    return found(1, (builder, [w, sum], gradient, [rate, , scale, kept]) => ({
      op: 'ResourceApplyMomentum',
      inputs: [w!, sum!, rate!, graphMath(builder).times(scale!, gradient), kept!],
      more: { use_nesterov: { kind: 'bool', value: form[1] === true } },
    }));
  }
  const [, , , , largest] = arrays;
  if (emit === (adam as unknown) && largest === undefined && isZero(6)) {
    return found(0, (builder, [w, mean, square], gradient, [, , added1, , added2, ofMean, , epsilon]) => ({
      op: 'ResourceApplyAdam',
      // Both corrections are in the rate and in epsilon already.
      inputs: [w!, mean!, square!, 0, 0, ofMean!, keptOf(builder, added1!), keptOf(builder, added2!), epsilon!, gradient],
      more: { use_nesterov: { kind: 'bool', value: false } },
    }));
  }
  return undefined;
}

type Change = (
  builder: Builder,
  handles: readonly Ref[],
  gradient: Ref,
  terms: readonly Term[],
) => { readonly op: string; readonly inputs: readonly Term[]; readonly more?: Attributes };

/** The operation takes what is kept, and adds 1 less that: to the bit what is to be added, where it is kept in 32 bits. */
const keptOf = (builder: Builder, added: Term): Term => graphMath(builder).minus(1, added);
