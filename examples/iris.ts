// A classifier from a CSV file: train, see how good it is on flowers it has not seen, save, load, ask.
import { dense, evaluate, formatReport, load, network, save, train } from 'netspec';

const spec = {
  features: { sepal_length: 'number', sepal_width: 'number', petal_length: 'number', petal_width: 'number' },
  target: { species: 'category' },
  network: network({ layers: [dense({ units: 16, activation: 'tanh' })] }),
  training: { epochs: 60, batchSize: 16, optimizer: { type: 'adam', learningRate: 0.02 } },
} as const;

const model = await train(spec, 'examples/data/iris.csv', { seed: 7 });
console.log(model.heldOut!.verdict);
await save(model, 'build/examples/iris');
model.dispose();

const loaded = await load('build/examples/iris');
const [answer] = await loaded.predict([{ sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 }]);
console.log(answer!['species']);
const report = await evaluate(loaded, 'examples/data/iris.csv');
console.log(formatReport(report));
loaded.dispose();
