import type { OutputsSpec } from './network.ts';
import { isKnownInput } from './inputs.ts';
import { isLayerName } from './placement.ts';
import type { NormalisedInput, NormalisedLayer, NormalisedModel, NormalisedNetwork, NormalisedOutput } from './normalised.ts';

/**
 * The spec with nothing left out, as a user could write it: every default filled in, shorthand written out, input and head
 * made explicit. What only the data can tell (the width of a category, the number of classes) stays derived: `layersMadeOfData` are
 * its layers. It parses to the same model.
 */
export function fullSpec({ netspec, name, notes, forecast, features, target, network, training }: NormalisedModel): Plain {
  const { loss, metrics, ...rest } = training;
  const open = openHead(network);
  return {
    netspec,
    ...(name === undefined ? {} : { name }),
    ...(notes ? { notes } : {}),
    ...(forecast ? { forecast } : {}),
    ...(features && Object.keys(features).length > 0 ? { features } : {}),
    ...(target ? { target } : {}),
    network: writeNetwork(network, open, features !== undefined),
    // The loss of a head that is made later is made with it.
    training: { ...(open ? {} : { loss: loss.length === 1 ? loss[0] : loss }), metrics, ...rest },
  };
}

/**
 * The layers that `fullSpec` leaves out, as a user could write them but for sizes that only the data can tell, which are null: what
 * stands before the network where features have inputs of their own, and the heads of targets.
 */
export function layersMadeOfData({ features, network }: NormalisedModel): readonly Plain[] {
  const open = openHead(network) ?? [];
  const isOpen = isMadeAgain(network, features !== undefined);
  return network.layers.filter((layer) => open.includes(layer) || (isOpen && isFront(layer))).map(writeLayer);
}

type Plain = Readonly<Record<string, unknown>>;

/** The heads that are made for the targets, where only the data can tell the classes of one. */
const openHead = ({ layers, outputs }: NormalisedNetwork) =>
  layers.some(({ options }) => options.units === null) ? layers.filter(({ id }) => outputs.some(({ from }) => from === id)) : undefined;

function writeNetwork({ inputs, layers, outputs }: NormalisedNetwork, open: readonly NormalisedLayer[] | undefined, made: boolean): Plain {
  const [only] = inputs;
  const single = inputs.length === 1 && only?.id === 'input';
  const isOpen = isMadeAgain({ inputs }, made);
  return {
    ...(isOpen
      ? {}
      : single
        ? { input: writeInput(only) }
        : { inputs: Object.fromEntries(inputs.map((input) => [input.id, writeInput(input)])) }),
    layers: layers.filter((layer) => open?.includes(layer) !== true && !(isOpen && isFront(layer))).map(writeLayer),
    ...(open ? {} : { outputs: writeOutputs(outputs) }),
  };
}

/** Inputs with sizes that only the data can tell are made again, and with them what stands before the network's own layers. */
const isMadeAgain = ({ inputs }: Pick<NormalisedNetwork, 'inputs'>, made: boolean): boolean => made && !inputs.every(isKnownInput);

const isFront = ({ path }: NormalisedLayer) => path.startsWith('features[');

function writeOutputs(outputs: readonly NormalisedOutput[]): OutputsSpec {
  // A column may have a name that an output may not: then they are told in the order of the targets.
  if (outputs.some(({ name }) => !isLayerName(name))) return outputs.map(({ from }) => from);
  if (outputs.some(({ name, from }) => name !== from)) return Object.fromEntries(outputs.map(({ name, from }) => [name, from]));
  return outputs.length === 1 ? outputs[0]!.from : outputs.map(({ from }) => from);
}

const writeInput = ({ id: _id, levels: _levels, ...input }: NormalisedInput) => input;

function writeLayer({ id, type, from, options, sharedWith }: NormalisedLayer): Plain {
  const place = { id, from: from.length === 1 ? from[0]! : from };
  return sharedWith === undefined ? { type, ...place, ...options } : { type: 'shared', ...place, of: sharedWith };
}
