import type { Operation, Recording, Scan } from '../../recording.ts';
import { edit, type Editor } from '../edit.ts';
import { reshaped, sumOfSteps, type Spread } from './batched.ts';
import { withGatheredFactors } from './products.ts';
import { accumulators, inputOf, planParts } from './parts.ts';

/**
 * Leaves in a loop over time what goes from one step to the next alone: what a step computes of its own slices is computed before, and
 * what no later step reads after the loop, for all steps at once; sums over steps are sums of what was computed then. Sums are of another
 * order so.
 */
export const withPartedScans = (recording: Recording): Recording =>
  edit(recording, (operation, editor) => {
    const { scan } = operation;
    return scan && part(operation, { ...scan, body: withGatheredFactors(scan) }, editor);
  });

function part({ inputs, outputs }: Operation, scan: Scan, editor: Editor): readonly number[] | undefined {
  const { steps, carried, sliced, body } = scan;
  const results = body.results as readonly number[];
  const makers = new Map(body.operations.flatMap((operation) => operation.outputs.map((value) => [value, operation] as const)));
  const sums = accumulators(scan);
  const kept = Array.from({ length: carried }, (_, k) => k).filter((k) => !sums.has(k)); // carried on
  const plan = planParts(scan, kept, sums);
  if (plan === undefined) return undefined;

  // What is known outside before the loop.
  const fixed = new Map<number, number>();
  const spread = new Map<number, number>();
  body.values.forEach(({ origin, type, shape }, value) => {
    if (origin.kind === 'constant') fixed.set(value, editor.constant({ type, shape, values: origin.values }));
    if (origin.kind !== 'input' || origin.index < carried) return;
    (origin.index < carried + sliced ? spread : fixed).set(value, inputs[origin.index]!);
  });
  const spreadOf = (value: number): Spread => {
    const own = spread.get(value);
    if (own !== undefined) return { value: own, isFixed: false };
    const made = makers.get(value);
    // What is left in the loop as another shape of what it gives.
    if (made?.op === 'Reshape' && !fixed.has(value)) {
      const { type, shape } = body.values[value]!;
      return { value: reshaped(editor, spreadOf(made.inputs[0]!).value, type, [steps, ...shape]), isFixed: false };
    }
    const same = fixed.get(value);
    if (same === undefined) throw new Error('internal: a value of a step in time is not known outside of it');
    return { value: same, isFixed: true };
  };
  const addAll = (operations: readonly Operation[]) => {
    for (const operation of operations) {
      const form = plan.forms.get(operation);
      const made =
        form === undefined
          ? editor.add(operation.op, operation.inputs.map((value) => fixed.get(value)!), operation.attributes, operation.outputs.map((value) => body.values[value]!)) // prettier-ignore
          : form(editor, operation.inputs.map(spreadOf));
      operation.outputs.forEach((value, i) => (form === undefined ? fixed : spread).set(value, made[i]!));
    }
  };
  addAll(plan.before);

  const slices = plan.read.filter((value) => spread.has(value));
  const same = plan.read.filter((value) => fixed.has(value) && body.values[value]!.origin.kind !== 'constant');
  const places = new Map([...kept.map((k) => inputOf(body, k)), ...slices, ...same].map((value, index) => [value, index]));
  const inner: Recording = {
    ...body,
    values: body.values.map((value, place) => {
      const index = places.get(place);
      if (index !== undefined) return { ...value, origin: { kind: 'input', index } };
      return value.origin.kind === 'constant' ? value : { ...value, origin: { kind: 'computed' } };
    }),
    operations: plan.inside,
    results: [...kept.map((k) => results[k]!), ...plan.given],
  };
  const made = editor.add(
    'Scan',
    [...kept.map((k) => inputs[k]!), ...slices.map((value) => spread.get(value)!), ...same.map((value) => fixed.get(value)!)],
    {},
    [
      ...kept.map((k) => body.values[results[k]!]!),
      ...plan.given.map((value) => ({ type: body.values[value]!.type, shape: [steps, ...body.values[value]!.shape] })),
    ],
    { steps, carried: kept.length, sliced: slices.length, body: inner },
  );
  plan.given.forEach((value, i) => spread.set(value, made[kept.length + i]!));
  addAll(plan.after);

  const total = (value: number): number => {
    const maker = makers.get(value);
    const form = plan.sums.get(value);
    if (form !== undefined) return form(editor, maker!.inputs.map(spreadOf))[0]!;
    const { type, shape } = body.values[value]!;
    if (maker?.op === 'Reshape') return reshaped(editor, total(maker.inputs[0]!), type, shape);
    if (maker?.op === 'ConcatV2') {
      const parts = maker.inputs.slice(0, -1).map(total);
      return editor.one('ConcatV2', [...parts, fixed.get(maker.inputs.at(-1)!)!], maker.attributes, { type, shape });
    }
    return sumOfSteps(editor, spreadOf(value).value);
  };
  return outputs.map((_, k) => {
    if (k >= carried) return spreadOf(results[k]!).value;
    const sum = sums.get(k);
    if (sum === undefined) return made[kept.indexOf(k)]!;
    const { type, shape } = body.values[sum]!;
    const add = makers.get(results[k]!)!;
    return editor.one(add.op, [inputs[k]!, total(sum)], add.attributes, { type, shape });
  });
}
