/** Does something in each turn that other work has, until it is stopped. */
export function inEachTurn(work: (turn: number) => void): () => void {
  let [isOver, turn] = [false, 0];
  const next = () => {
    if (isOver) return;
    work(++turn);
    setImmediate(next);
  };
  setImmediate(next);
  return () => void (isOver = true);
}
