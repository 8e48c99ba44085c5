import { constraint } from '../constraints.ts';
import { initializer, type InitializerSpec } from '../initializers.ts';
import { regularizer } from '../regularizers.ts';

const begins = (noun: string, start: InitializerSpec) => initializer({ doc: `How the ${noun} begins.`, default: start });
const costs = (noun: string) => regularizer({ doc: `Adds a penalty for the ${noun} to the loss.`, optional: true });
const bounded = (noun: string) => constraint({ doc: `Keeps the ${noun} in bounds after each step.`, optional: true });

/** `kernelInitializer`, `kernelRegularizer` and `kernelConstraint` for the name `kernel`. Spread into a layer's options. */
export function weightOptions<const N extends string>(name: N, noun: string, start: InitializerSpec): WeightOptions<N> {
  return {
    [`${name}Initializer`]: begins(noun, start),
    [`${name}Regularizer`]: costs(noun),
    [`${name}Constraint`]: bounded(noun),
  } as WeightOptions<N>;
}

type WeightOptions<N extends string> = { readonly [K in `${N}Initializer`]: ReturnType<typeof begins> } & {
  readonly [K in `${N}Regularizer`]: ReturnType<typeof costs>;
} & { readonly [K in `${N}Constraint`]: ReturnType<typeof bounded> };

export const kernel = weightOptions('kernel', 'kernel', 'glorotNormal');
export const bias = weightOptions('bias', 'bias', 'zeros');
export const recurrent = weightOptions('recurrent', 'recurrent kernel', 'orthogonal');
