// Raw arrays in, raw arrays out: no features, no file. The network is data and could as well be a JSON file.
import { dense, train } from 'netspec';

const spec = {
  network: { input: [2], layers: [dense({ units: 8, activation: 'tanh' }), dense({ units: 1, activation: 'sigmoid' })] },
  training: { loss: 'binaryCrossentropy', optimizer: { type: 'adam', learningRate: 0.1 }, epochs: 200 },
} as const;
const data = {
  xs: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  ys: [0, 1, 1, 0],
};

const model = await train(spec, data, { seed: 1 });
for (const [p] of (await model.predict(data.xs)) as [number][]) console.log(p.toFixed(2));
model.dispose();
