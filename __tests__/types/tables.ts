// Checked by tsc: the generated types say what the tables say.
import { expectTypeOf } from 'expect-type';
import type { LayerTable } from '../../src/spec/builders/table.ts';
import type { TrainingSpec } from '../../src/spec/builders/training.ts';
import type {
  ConstraintSpec,
  FeatureSpec,
  InitializerSpec,
  LossSpec,
  MetricSpec,
  OptimizerSpec,
  RegularizerSpec,
  ScheduleSpec,
  TargetSpec,
} from '../../src/spec/builders/words.ts';
import type { constraints } from '../../src/spec/constraints.ts';
import type { featureKinds } from '../../src/spec/features.ts';
import type { initializers } from '../../src/spec/initializers.ts';
import type { layerKinds } from '../../src/spec/layers/table.ts';
import type { losses } from '../../src/spec/losses.ts';
import type { metrics } from '../../src/spec/metrics.ts';
import type { WrittenNamed } from '../../src/spec/named.ts';
import type { modelOptions, ModelSpec } from '../../src/spec/model.ts';
import type { networkOptions, NetworkSpec } from '../../src/spec/network.ts';
import type { Written } from '../../src/spec/option.ts';
import type { optimizers } from '../../src/spec/optimizers.ts';
import type { regularizers } from '../../src/spec/regularizers.ts';
import type { schedules } from '../../src/spec/schedules.ts';
import type { targetKinds } from '../../src/spec/target.ts';
import type { trainingOptions } from '../../src/spec/training.ts';

type Kinds = typeof layerKinds;
/** Arguments that are there only to be refused, and layers inside layers, which the table takes for any object. */
type Known<O> = { readonly [K in keyof O as [Exclude<O[K], undefined>] extends [never] ? never : K extends 'layer' ? never : K]: O[K] };

// Whatever the table takes, the written type takes, by the same names.
type Refused = {
  [T in keyof Kinds]: Known<Written<Kinds[T]['options']>> extends Omit<LayerTable[T], 'type' | 'layer'> ? never : T;
}[keyof Kinds];
expectTypeOf<Refused>().toBeNever();
type Unnamed = { [T in keyof Kinds]: Exclude<keyof Known<Written<Kinds[T]['options']>>, keyof LayerTable[T]> }[keyof Kinds];
expectTypeOf<Unnamed>().toBeNever();

// The same for what is named, which the written types know by their other names too.
expectTypeOf<WrittenNamed<typeof initializers>>().toExtend<InitializerSpec>();
expectTypeOf<WrittenNamed<typeof regularizers>>().toExtend<RegularizerSpec>();
expectTypeOf<WrittenNamed<typeof constraints>>().toExtend<ConstraintSpec>();
expectTypeOf<WrittenNamed<typeof losses>>().toExtend<LossSpec>();
expectTypeOf<WrittenNamed<typeof optimizers>>().toExtend<OptimizerSpec>();
expectTypeOf<WrittenNamed<typeof schedules>>().toExtend<ScheduleSpec>();
expectTypeOf<WrittenNamed<typeof metrics>>().toExtend<MetricSpec>();
expectTypeOf<WrittenNamed<typeof featureKinds>>().toExtend<FeatureSpec>();
expectTypeOf<FeatureSpec>().toExtend<WrittenNamed<typeof featureKinds>>();
expectTypeOf<WrittenNamed<typeof targetKinds>>().toExtend<TargetSpec>();
expectTypeOf<TargetSpec>().toExtend<WrittenNamed<typeof targetKinds>>();
expectTypeOf<'mse'>().toExtend<LossSpec>();

// And for the parts of a model, which are written out by hand.
expectTypeOf<Written<typeof trainingOptions>>().toExtend<TrainingSpec>();
expectTypeOf<TrainingSpec>().toExtend<Written<typeof trainingOptions>>();
expectTypeOf<keyof typeof networkOptions>().toEqualTypeOf<keyof NetworkSpec>();
expectTypeOf<keyof typeof modelOptions>().toEqualTypeOf<keyof ModelSpec>();
