import { tf } from '#tf';
import { activations } from '../spec/activations.ts';

type Owner = Readonly<Record<string, unknown>>;

/** What decides what a layer, a cell or a model computes, and which a program may replace. */
export const DECIDING = ['call', 'apply', 'calculateLosses', 'getNoiseShape', '_getNoiseShape'] as const;

/** Calls that netspec puts in the place of TF.js's and that compute the same. */
const alike = new WeakSet<object>();

/** Says of a function that it is none of the program's where a layer has it for its `call`. */
export const markAlike = (call: object): void => void alike.add(call);

/**
 * Whether a layer, a cell or a model of TF.js has functions of the program: in the place of its own or of its activations' and regularizers', or
 * as a loss that it adds.
 */
export function isPatched(layer: object): boolean {
  const owner = layer as Owner;
  if (DECIDING.some((name) => isReplaced(owner, name))) return true;
  let regularized = 0;
  for (const name in owner) {
    if (name.endsWith('ctivation')) {
      if (isObject(owner[name]) && (isReplaced(owner[name], 'apply') || !isStockActivation(owner[name]))) return true;
    } else if (name.endsWith('Regularizer') && isObject(owner[name])) {
      if (isReplaced(owner[name], 'apply') || !isRegistered(owner[name], ['L1L2'])) return true;
      // TF.js adds a loss for each weight that has one: `kernel`, `recurrentKernel`.
      const weight = name.slice(0, -'Regularizer'.length);
      if (isObject(owner[weight]) || isObject(owner[`${weight}Kernel`])) regularized++;
    }
  }
  const losses = owner['_losses'];
  return Array.isArray(losses) && losses.length > regularized;
}

function isReplaced(owner: Owner, name: string): boolean {
  return Object.hasOwn(owner, name) && !(typeof owner[name] === 'function' && alike.has(owner[name]));
}

const isStockActivation = (activation: Owner): boolean => isRegistered(activation, activations);

/** Classes of TF.js are known by the names under which it saves them. */
function isRegistered(one: object, stockNames: readonly string[]): boolean {
  const { className = '' } = one.constructor as { readonly className?: string };
  return stockNames.includes(className) && tf.serialization.SerializationMap.getMap().classNameMap[className]?.[0] === one.constructor;
}

const isObject = (value: unknown): value is Owner => typeof value === 'object' && value !== null;
