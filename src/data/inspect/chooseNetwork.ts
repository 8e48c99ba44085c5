/** The layers of a first network. */
export interface NetworkChoice {
  readonly layers: readonly (
    { readonly type: 'dense'; readonly units: number; readonly activation: 'relu' } | { readonly type: 'dropout'; readonly rate: number }
  )[];
}

/** How a first network is trained. */
export interface TrainingChoice {
  readonly epochs: number;
  readonly batchSize: number;
  readonly optimizer: { readonly type: 'adamW'; readonly learningRate: number; readonly weightDecay: number };
  readonly earlyStopping: { readonly patience: number };
  readonly classWeight?: 'balanced';
}

/**
 * A network that is as large as its rows can teach: one hidden layer for few rows, a second and more units for more of them. What
 * few rows would teach by heart, weight decay, dropout and early stopping hold back.
 * @param rows With a target.
 */
export function chooseNetwork(rows: number): { readonly network: NetworkChoice; readonly training: TrainingChoice } {
  const units = rows < 500 ? 32 : rows < 5000 ? 64 : rows < 50_000 ? 128 : 256;
  const dense = (size: number) => ({ type: 'dense', units: size, activation: 'relu' }) as const;
  const layers = rows < 2000 ? [dense(units)] : [dense(units), dense(units / 2)];
  return {
    network: { layers: layers.flatMap((layer) => [layer, { type: 'dropout', rate: 0.1 } as const]) },
    training: {
      epochs: rows < 5000 ? 200 : rows < 50_000 ? 100 : 30,
      // Some fifty steps an epoch.
      batchSize: Math.min(256, Math.max(8, 2 ** Math.round(Math.log2(rows / 50)))),
      optimizer: { type: 'adamW', learningRate: rows < 5000 ? 0.005 : 0.002, weightDecay: 0.1 },
      earlyStopping: { patience: rows < 5000 ? 20 : 10 },
    },
  };
}
