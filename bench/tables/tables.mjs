const MARGIN = 0.01;
const ours = (name, target, score) => [name, { path: `../examples/data/${name}.csv`, target, score, margin: MARGIN }];
const made = (name, score) => [name, { path: `tables/data/${name}.csv`, target: 'y', score, margin: MARGIN }];

/** Tables by path from bench/, the column to tell, and the score that counts, of which more is better. */
export const tables = Object.fromEntries([
  ours('iris', 'species', 'accuracy'),
  ours('digits', 'label', 'accuracy'),
  ours('mixed', 'churned', 'rocAuc'),
  made('diabetes', 'r2'),
  made('wine', 'accuracy'),
  made('breast_cancer', 'rocAuc'),
  made('friedman', 'r2'),
  made('moons', 'rocAuc'),
]);
