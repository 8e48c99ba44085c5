/** The entry for Node: everything that is public, by name. */
import { registerFileHandler } from './node/fileHandler.ts';

export { xor, type XorResult } from './demos/xor.ts';
export { createTrainer, train, type NodeTrainOptions as TrainOptions } from './node/train.ts';
export type { TrainData } from './node/trainData.ts';
export { crossValidate, type NodeCrossValidateOptions as CrossValidateOptions } from './node/crossValidate.ts';
export { findLearningRate, type NodeFindLearningRateOptions as FindLearningRateOptions } from './node/findLearningRate.ts';
export { overfitBatch, type NodeOverfitOptions as OverfitOptions } from './node/overfitBatch.ts';
export type { CrossValidation } from './train/crossValidate.ts';
export type { LearningRates } from './train/findLearningRate.ts';
export type { OverfitResult } from './train/overfitBatch.ts';
export type { SweepOptions } from './train/learningRate/sweep.ts';
export type { DivergedAt, EndReason } from './train/loop.ts';
export type { Trainer } from './train/trainer.ts';
export type { Diverged } from './train/diverged.ts';
export type { Divergence } from './train/watch/divergence.ts';
export { evaluate } from './node/evaluate.ts';
export { save, load } from './node/bundleFolder.ts';
export { exportModel, type ExportOptions } from './node/exportModel.ts';
export { tensorBoard, type TensorBoardOptions } from './node/tensorBoard.ts';
export { predict, type PredictOptions } from './node/predict.ts';
export { combineModels, type EnsembleRecord } from './model/ensemble.ts';
export type { AnswerOptions, CallOptions } from './model/callOptions.ts';
export type { History, Model } from './model/model.ts';
export type { NestedNumbers, TypedNumbers } from './model/nestedNumbers.ts';
export type { ArrayData } from './model/table.ts';
export type { Arrays, InputData } from './model/slots.ts';
export type { BatchEvent, Callback, Control, EpochEvent, Warning } from './train/events.ts';
export type { LossOption, MetricFunction, MetricOption, TensorFunction } from './train/losses.ts';
export type { Checkpoints, Place } from './train/hooks.ts';
export type { OwnStep, StepContext } from './train/step/ownStep.ts';
export type { Snapshot } from './snapshot.ts';
export { checkpointFolder, type CheckpointFolder, type CheckpointFolderOptions } from './node/checkpointFolder.ts';
export type { RunOptions } from './node/runOptions.ts';
export { formatReport, type Report, type TargetReports } from './evaluate/report.ts';
export { formatFolds, type FoldSummary, type TargetFoldSummaries } from './evaluate/foldScores.ts';
export type { Row } from './data/encoders.ts';
export type { Answer } from './data/targets/kind.ts';
export type { Columns } from './data/rows.ts';
export type { RowData } from './data/read/memoryFrame.ts';
export type { Coded, Column, Frame, FrameOptions, Source } from './data/frame.ts';
export type { DelimitedOptions, SkippedRows } from './data/read/delimited/dialect.ts';
export { openSource, type ReadOptions, type SourceData } from './node/read/openSource.ts';
export type { TableData, TableOptions } from './node/readTable.ts';

export { compile } from './compile/compile.ts';
export { toSpec } from './compile/toSpec.ts';
export { registerLayer, type CustomLayer } from './compile/registerLayer.ts';
// What the options of a registered layer are made of.
export { flag, integer, listOf, number, oneOf, positiveInteger, sizes, text, type Options } from './spec/option.ts';
export { checkModel as check } from './spec/parse.ts';
export { modelJsonSchema } from './spec/jsonSchema.ts';
export type { ModelSpec } from './spec/model.ts';
export type { NetworkSpec } from './spec/network.ts';
export type { LayerSpec } from './spec/layerTypes.ts';
export type { TrainingSpec } from './spec/training.ts';
export type { AnswerOf, RowOf } from './spec/rowTypes.ts';
export type * from './spec/customLayers.ts'; // with a star, so that a program can add to what is in it
export type { NormalisedModel, NormalisedNetwork } from './spec/normalised.ts';

// The builders: each returns the plain data of its layer.
export { network, defineModel } from './spec/define.ts';
export { elu, leakyReLU, prelu, reLU, softmax, thresholdedReLU } from './spec/builders/advancedActivations.ts';
export { conv1d, conv2d, conv2dTranspose, conv3d, conv3dTranspose, depthwiseConv2d, separableConv2d } from './spec/builders/convolution.ts';
export { activation, dense, flatten, masking, permute, repeatVector, reshape } from './spec/builders/core.ts';
export { embedding } from './spec/builders/embedding.ts';
export { inputLayer, input } from './spec/builders/input.ts';
export { add, average, concatenate, dot, maximum, minimum, multiply } from './spec/builders/merge.ts';
export { alphaDropout, dropout, gaussianDropout, gaussianNoise, spatialDropout1d } from './spec/builders/noise.ts';
export { batchNormalization, layerNormalization } from './spec/builders/normalization.ts';
export { cropping2D, upSampling2d, zeroPadding2d } from './spec/builders/padding.ts';
export {
  averagePooling1d,
  avgPool1d,
  avgPooling1d,
  averagePooling2d,
  avgPool2d,
  avgPooling2d,
  averagePooling3d,
  avgPool3d,
  avgPooling3d,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPool1d,
  globalMaxPooling2d,
  globalMaxPool2d,
  maxPooling1d,
  maxPool1d,
  maxPooling2d,
  maxPool2d,
  maxPooling3d,
} from './spec/builders/pooling.ts';
export { categoryEncoding, centerCrop, randomWidth, rescaling, resizing } from './spec/builders/preprocessing.ts';
export { convLstm2d, gru, lstm, rnn, simpleRNN } from './spec/builders/recurrent.ts';
export { gruCell, lstmCell, simpleRNNCell, stackedRNNCells } from './spec/cellBuilders.ts';
export { repeat, residual, shared } from './spec/builders/shorthand.ts';
export { bidirectional, timeDistributed } from './spec/builders/wrappers.ts';

export { useBackend } from './node/backend.ts';
export { BackendError, BundleError, DataError, NetspecError, SpecError, TrainingError, UsageError, type Issue } from './errors.ts';

registerFileHandler();
