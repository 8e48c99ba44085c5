/** The entry for Node: everything that is public, by name. */
import { registerFileHandler } from './node/fileHandler.ts';

export { xor, type XorResult } from './demos/xor.ts';
export { train, type NodeTrainOptions as TrainOptions } from './node/train.ts';
export { evaluate } from './node/evaluate.ts';
export { save, load } from './node/bundleFolder.ts';
export { exportModel, type ExportOptions } from './node/exportModel.ts';
export { predict } from './model/predict.ts';
export type { History, Model } from './model/model.ts';
export type { ArrayData, NestedNumbers, TypedNumbers } from './model/table.ts';
export type { Arrays, InputData } from './model/slots.ts';
export type { EpochEvent } from './train/loop.ts';
export { formatReport, type Report } from './evaluate/report.ts';
export type { Answer, Row } from './data/encoders.ts';
export type { Columns } from './data/rows.ts';

export { compile } from './compile/compile.ts';
export { toSpec } from './compile/toSpec.ts';
export { registerLayer } from './compile/registerLayer.ts';
export { checkModel as check } from './spec/parse.ts';
export { modelJsonSchema } from './spec/jsonSchema.ts';
export type { ModelSpec } from './spec/model.ts';
export type { NetworkSpec } from './spec/network.ts';
export type { TrainingSpec } from './spec/training.ts';
export type { NormalisedModel, NormalisedNetwork } from './spec/normalised.ts';

export { useBackend } from './node/backend.ts';
export { BackendError, BundleError, DataError, NetspecError, SpecError, UsageError, type Issue } from './errors.ts';

registerFileHandler();
