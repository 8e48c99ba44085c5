/** The layers of a first network. */
export interface NetworkChoice {
  readonly layers: readonly (
    | { readonly type: 'gru'; readonly units: number }
    | { readonly type: 'dense'; readonly units: number; readonly activation: 'relu' }
    | { readonly type: 'dropout'; readonly rate: number }
  )[];
}

/** How a first network is trained. */
export interface TrainingChoice {
  readonly epochs: number;
  readonly batchSize: number;
  readonly optimizer: { readonly type: 'adamW'; readonly learningRate: number; readonly weightDecay: number };
  readonly schedule: 'cosineDecay';
  readonly classWeight?: 'balanced';
}

const LEARNING_RATE = 0.005;
/** So many steps teach a small network what few rows tell; more rows take more, as their square root. */
const STEPS = 3000;
/** Rows from which batches grow no more, so that a run has more steps. */
const MANY_ROWS = 12_800;
/** Units of what reads a sequence, as where it stands beside other columns. */
const READER_UNITS = 32;
/** Without a gradient a weight would fall to 1 / e this many times in a run at its highest learning rate. */
const DECAYS = 10;
/** Levels of an embedding that have fewer rows each are learned by heart unless weights are held back more: by so much at most. */
const FEW_PER_LEVEL = 12;
const MOST_DECAYS = 4 * DECAYS;

/**
 * A network that is as large as its rows can teach: one hidden layer for few rows, a second and more units for more of them. It
 * trains for as many steps as the rows ask for, at a learning rate that falls to 0 along half a cosine. What it would learn by heart
 * weight decay and dropout hold back, not early stopping: of few rows those held out to stop by are missed in training, and are too
 * few to tell the best epoch. So rows that are held out have decided nothing when they judge the network.
 *
 * AdamW with a cosine: Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019), section 4.1. Weight decay by the length
 * of the run: Wang and Aitchison, "How to set AdamW's weight decay as you scale model and dataset size" (2024). That on tables a
 * network of few layers does as well as others once it is held back enough: Kadra et al., "Well-tuned Simple Nets Excel on Tabular
 * Datasets" (2021). How strong each is was chosen on small tables, real and drawn, among them none that the tests hold it to.
 * @param present Rows to train on, with a target.
 * @param reads What decides more of it. `isSequence`: all that it reads is one column of sequences, which the layers that are written
 * have to read themselves. `rowsPerLevel`: how many rows a level has on average, in the embedding where that is least.
 */
export function chooseNetwork(
  present: number,
  { isSequence = false, rowsPerLevel = Infinity }: { readonly isSequence?: boolean; readonly rowsPerLevel?: number } = {},
): { readonly network: NetworkChoice; readonly training: TrainingChoice } {
  const rows = Math.max(1, present);
  const units = rows < 500 ? 32 : rows < 5000 ? 64 : rows < 50_000 ? 128 : 256;
  const dense = (size: number) => ({ type: 'dense', units: size, activation: 'relu' }) as const;
  const layers = rows < 2000 ? [dense(units)] : [dense(units), dense(units / 2)];
  // Some fifty steps an epoch.
  const batchSize = Math.min(256, Math.max(8, 2 ** Math.round(Math.log2(rows / 50))));
  const steps = STEPS * Math.sqrt(Math.max(1, rows / MANY_ROWS));
  const epochs = Math.min(400, Math.max(5, Math.round((steps * batchSize) / rows)));
  const weightDecay =
    Math.min(MOST_DECAYS, DECAYS * Math.max(1, FEW_PER_LEVEL / rowsPerLevel)) / (LEARNING_RATE * Math.ceil(rows / batchSize) * epochs);
  return {
    network: {
      layers: [
        ...(isSequence ? [{ type: 'gru', units: READER_UNITS } as const] : []),
        ...layers.flatMap((layer) => [layer, { type: 'dropout', rate: 0.1 } as const]),
      ],
    },
    training: {
      epochs,
      batchSize,
      optimizer: { type: 'adamW', learningRate: LEARNING_RATE, weightDecay: Number(weightDecay.toPrecision(2)) },
      schedule: 'cosineDecay',
    },
  };
}
