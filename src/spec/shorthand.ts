import { layerOption } from './network.ts';
import { named, type Named } from './named.ts';
import { listOf, option, positiveInteger } from './option.ts';
import { placement } from './placement.ts';

const layers = listOf(layerOption({ doc: 'A layer.' }), { minimum: 1 });

/** What may stand among layers and is written out when the spec is normalised. */
export const shorthands: Readonly<Record<'repeat' | 'residual' | 'shared', Named>> = {
  repeat: named({
    type: 'repeat',
    doc: 'The same layers several times, one after the other, each with weights of its own. Ids inside get _1, _2, ... appended.',
    options: { ...placement, times: positiveInteger({ doc: 'How often.' }), layers: layers({ doc: 'The layers.' }) },
  }),
  residual: named({
    type: 'residual',
    doc: 'Adds what came in to what comes out of the layers inside (He et al. 2016).',
    options: { ...placement, layers: layers({ doc: 'The layers; they give back the shape that they get.' }) },
  }),
  shared: named({
    type: 'shared',
    doc: 'An earlier layer again, with the same weights, on another input.',
    options: {
      ...placement,
      of: option<string>({ expected: 'the id of a layer', schema: { type: 'string' }, accepts: (value) => typeof value === 'string' })({
        doc: 'The id of that layer.',
      }),
    },
  }),
};
