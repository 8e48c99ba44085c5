// Checked by tsc: rows and answers of a model with a literal spec.
import { expectTypeOf } from 'expect-type';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Report, TargetReports } from '../../src/evaluate/report.ts';
import type { Model } from '../../src/model/model.ts';
import { train } from '../../src/node/train.ts';
import { dense } from '../../src/spec/builders/core.ts';
import { defineModel } from '../../src/spec/define.ts';
import type { ModelSpec } from '../../src/spec/model.ts';
import type { AnswerOf, RowOf } from '../../src/spec/rowTypes.ts';

const layers = [dense({ units: 8 })] as const;
const flowers = defineModel({
  features: { length: 'number', width: { type: 'number', scale: 'minMax' }, colour: 'category', place: { type: 'category', levels: ['north', 'south'] } },
  target: { species: { type: 'category', classes: ['setosa', 'versicolor'] } },
  network: { layers },
}); // prettier-ignore
const prices = { features: { size: 'number' }, target: { price: 'number' }, network: { layers } } as const;
const open = { features: { size: 'number' }, target: { kind: 'category' }, network: { layers } } as const;
const coded = { features: { size: 'number' }, target: { kind: { type: 'category', classes: [0, 1] } }, network: { layers } } as const;
const bare = { input: [2], layers } as const;
const json = { features: { size: 'number' }, target: { price: 'number' }, network: { layers: [{ type: 'dense', units: 3 }] } };
type Cells = Readonly<Record<string, unknown>>;

expectTypeOf<RowOf<typeof flowers>>().toEqualTypeOf<{
  readonly length: number;
  readonly width: number;
  readonly colour: string | number | boolean;
  readonly place: string | number | boolean;
}>();
expectTypeOf<AnswerOf<typeof flowers>>().toExtend<{
  readonly species: 'setosa' | 'versicolor';
  readonly probabilities: Readonly<Record<'setosa' | 'versicolor', number>>;
}>();
expectTypeOf<AnswerOf<typeof flowers>['species']>().toEqualTypeOf<'setosa' | 'versicolor'>();
expectTypeOf<AnswerOf<typeof prices>>().toEqualTypeOf<{ readonly price: number }>();
expectTypeOf<AnswerOf<typeof open>['kind']>().toEqualTypeOf<string>();
expectTypeOf<AnswerOf<typeof coded>['kind']>().toEqualTypeOf<'0' | '1'>(); // classes are answered as texts

// Columns that are listed, ignored, or told by a pattern.
const mixed = {
  features: {
    pixels: { type: 'vector', columns: ['p0', 'p1'] },
    track: 'vector',
    id: 'ignore',
    size: 'number',
    paid: 'boolean',
    day: 'date',
    note: { type: 'text', encoding: 'hash' },
    weight: { type: 'number', missing: 'mean' },
    plan: { type: 'category', missing: { level: 'none' } },
  },
  target: { price: 'number' },
  network: { layers },
} as const;
expectTypeOf<RowOf<typeof mixed>>().toEqualTypeOf<{
  readonly p0: number;
  readonly p1: number;
  readonly track: ArrayLike<number> | string;
  readonly size: number;
  readonly paid: boolean | number | string;
  readonly day: Date | string | number;
  readonly note: string | null;
  readonly weight: number | null;
  readonly plan: string | number | boolean | null;
}>();
const byPattern = { features: { pixels: { type: 'vector', columns: 'p*' } }, target: { price: 'number' }, network: { layers } } as const;
expectTypeOf<RowOf<typeof byPattern>>().toEqualTypeOf<Cells>();

// Each kind of target, alone and among several.
const features = { size: 'number' } as const;
const tagged = { features, target: { tags: { type: 'labels', classes: ['a', 'b'] } }, network: { layers } } as const;
const ranged = { features, target: { price: { type: 'quantiles', quantiles: [0.25, 0.5] } }, network: { layers } } as const;
const several = defineModel({
  features,
  target: { price: 'quantiles', sold: { type: 'category', classes: ['yes', 'no'] }, visits: 'count', tags: 'labels' },
  network: { layers },
});
expectTypeOf<AnswerOf<typeof tagged>['tags']>().toEqualTypeOf<readonly ('a' | 'b')[]>();
expectTypeOf<AnswerOf<typeof tagged>['probabilities']>().toEqualTypeOf<Readonly<Record<'a' | 'b', number>>>();
expectTypeOf<AnswerOf<typeof ranged>['price']>().toEqualTypeOf<number>();
expectTypeOf<AnswerOf<typeof ranged>['quantiles']>().toEqualTypeOf<Readonly<Record<'0.25' | '0.5', number>>>();
expectTypeOf<AnswerOf<typeof several>['sold']>().toEqualTypeOf<'yes' | 'no'>();
expectTypeOf<AnswerOf<typeof several>['visits']>().toEqualTypeOf<number>();
expectTypeOf<AnswerOf<typeof several>['tags']>().toEqualTypeOf<readonly string[]>();
expectTypeOf<AnswerOf<typeof several>['probabilities']['sold']>().toEqualTypeOf<Readonly<Record<'yes' | 'no', number>>>();
expectTypeOf<keyof AnswerOf<typeof several>['probabilities']>().toEqualTypeOf<'sold' | 'tags'>();
expectTypeOf<keyof AnswerOf<typeof several>['quantiles']['price']>().toEqualTypeOf<'0.1' | '0.5' | '0.9'>();
expectTypeOf<Model<typeof several>['heldOut']>().toEqualTypeOf<TargetReports | undefined>();
expectTypeOf<Model<typeof prices>['heldOut']>().toEqualTypeOf<Report | undefined>();
expectTypeOf<Model['heldOut']>().toEqualTypeOf<Report | undefined>();

// What is not literal may hold anything.
expectTypeOf<RowOf<ModelSpec>>().toEqualTypeOf<Cells>();
expectTypeOf<AnswerOf<ModelSpec>>().toEqualTypeOf<Cells>();
expectTypeOf<AnswerOf<typeof json>>().toEqualTypeOf<Cells>();
expectTypeOf<RowOf<typeof json>>().toEqualTypeOf<{ readonly size: string | number | boolean }>();
expectTypeOf<RowOf<typeof bare>>().toBeNever();

declare const layersModel: LayersModel;
declare const fromFile: Readonly<Record<string, string>>[];
declare const spec: ModelSpec;

export async function predictions(): Promise<void> {
  const model = await train(flowers, 'flowers.csv', { epochs: 3 });
  const [answer] = await model.predict([{ length: 5.1, width: 3.5, colour: 'blue', place: 'north' }]);
  expectTypeOf(answer!.probabilities.setosa).toEqualTypeOf<number>();
  await model.predict(fromFile);
  await model.predict({ length: [5.1], width: [3.5], colour: ['blue'], place: ['north'] });
  // @ts-expect-error a column is missing
  await model.predict([{ length: 5.1, width: 3.5, colour: 'blue' }]);
  // @ts-expect-error a number is wanted
  await model.predict([{ length: 'long', width: 3.5, colour: 'blue', place: 'north' }]);
  // @ts-expect-error a model with features reads rows
  await model.predict([[1, 2]]);

  const inline = await train(
    { features: { size: 'number' }, target: { price: 'number' }, network: { layers: [{ type: 'dense', units: 4 }] } },
    [],
  );
  expectTypeOf((await inline.predict([{ size: 3 }]))[0]!.price).toEqualTypeOf<number>();
  // @ts-expect-error no image comes out of features
  await train({ features: { size: 'number' }, target: { price: 'number' }, network: { layers: [{ type: 'flatten' }] } }, []);

  const arrays = await train(bare, { xs: [[0, 1]], ys: [1] });
  await arrays.predict([[0, 1]]);
  // @ts-expect-error a network without features reads arrays
  await arrays.predict([{ size: 3 }]);

  // Models of any spec are a Model, and of a spec that is not literal any rows and arrays may be asked for.
  const models: Model[] = [
    model,
    inline,
    arrays,
    await train(spec, fromFile),
    await train(json, fromFile),
    await train(layersModel, { xs: [], ys: [] }),
  ];
  for (const any of models) {
    await any.predict([{ size: 3 }]);
    await any.predict([[0, 1]]);
  }
}

// A forecast answers the target by series and time, also of a spec without features.
const sales = { forecast: { window: 12, horizon: 3, time: 'month', series: 'shop' }, target: { sold: { type: 'quantiles', quantiles: [0.1, 0.5] } } } as const; // prettier-ignore
expectTypeOf<AnswerOf<typeof sales>['sold']>().toEqualTypeOf<number>();
expectTypeOf<AnswerOf<typeof sales>['quantiles']['0.1']>().toEqualTypeOf<number>();
expectTypeOf<AnswerOf<typeof sales>['month']>().toEqualTypeOf<unknown>();
expectTypeOf<RowOf<typeof sales>>().toEqualTypeOf<Cells>();
