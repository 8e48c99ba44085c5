// A CSV of 16 columns of numbers of several kinds and 4 of categories, the same each time.
export const numbers = Array.from({ length: 16 }, (_, i) => `n${i}`);
export const categories = Array.from({ length: 4 }, (_, i) => `c${i}`);
const levels = ['basic', 'standard', 'plus', 'family', 'student'];

/** The text of the table, as many rows at a time. */
export function* tableText(rows, at = 1000) {
  let state = 12345;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0; // Numerical Recipes
    return state / 2 ** 32;
  };
  const kinds = [
    () => Math.floor(random() * 1000),
    () => (random() * 100).toFixed(2),
    () => (random() * 2 - 1).toFixed(6),
    () => Math.floor(random() * 1e6) / 1000,
  ];
  yield `${[...numbers, ...categories].join(',')}\n`;
  for (let done = 0; done < rows; done += at) {
    let text = '';
    for (let row = done; row < Math.min(rows, done + at); row++) {
      const cells = numbers.map((_, i) => kinds[i % kinds.length]());
      text += `${[...cells, ...categories.map(() => levels[Math.floor(random() * levels.length)])].join(',')}\n`;
    }
    yield text;
  }
}
