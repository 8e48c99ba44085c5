import type { Fusion } from '../kernels/activate.ts';
import type { KernelPlan, Slot } from '../kernels/planned.ts';
import { RELU, type KernelExports } from './exports.ts';
import { mapOperations, type MapOperation } from './operations.ts';
import { sizeOf } from './rows.ts';

/** What our module does with a sum in the same pass, in its numbers. */
export const fusionOf = ({ activation }: Fusion): number => (activation === 'relu' ? RELU : 0);

/** Whether a bias that may be missing is one number for each channel. */
export const isPerChannel = (bias: Slot | null | undefined, channels: number | undefined): boolean =>
  !bias || (bias.shape.length === 1 && bias.shape[0] === channels && bias.dtype === 'float32');

/** The plan of a sum with the activations that are not done in the same pass after it, in place. Undefined for prelu. */
export function thenActivate<Inputs extends string>(
  plan: (KernelPlan<Inputs, number> & { readonly output: Slot }) | undefined,
  { activation, leakyreluAlpha = 0.2 }: Fusion,
  { map }: KernelExports,
): KernelPlan<Inputs, number> | undefined {
  if (activation === 'prelu') return undefined;
  if (plan === undefined || (activation ?? 'linear') === 'linear' || activation === 'relu') return plan;
  const [name, p, q] = activations(leakyreluAlpha)[activation as 'elu'];
  const [operation, count] = [mapOperations.indexOf(name), sizeOf(plan.output.shape)];
  const { bindPieces } = plan;
  return {
    ...plan,
    bind(places) {
      const sum = plan.bind(places);
      const { output: out } = places;
      return () => {
        sum();
        map(operation, out, out, count, p, q);
      };
    },
    ...(bindPieces && {
      bindPieces: (places) => [...bindPieces(places), () => map(operation, places.output, places.output, count, p, q)],
    }),
  };
}

const activations = (
  alpha: number,
): Readonly<Record<'elu' | 'leakyrelu' | 'relu6' | 'sigmoid', readonly [MapOperation, number, number]>> => ({
  elu: ['elu', 1, 1],
  leakyrelu: ['leakyRelu', alpha, 0],
  relu6: ['relu', 0, 6],
  sigmoid: ['sigmoid', 0, 0],
});
