/** How a text is cut into pieces that are looked for. */
export interface Tokens {
  readonly analyzer: 'word' | 'character';
  /** Least and greatest length of a run. */
  readonly ngrams: readonly number[];
}

const WORD = /[\p{L}\p{M}\p{N}_]+/gu;

/** The runs of words or characters of a text, in small letters, each as often as it comes. No locale has a say. */
export function createTokenizer({ analyzer, ngrams }: Tokens): (text: string) => string[] {
  const [least, most] = ngrams as readonly [number, number];
  const isWord = analyzer === 'word';
  return (text) => {
    const plain = text.normalize('NFC').toLowerCase();
    const pieces = isWord ? (plain.match(WORD) ?? []) : [...plain.trim().replace(/\s+/g, ' ')];
    const runs: string[] = [];
    for (let length = least; length <= most; length++) {
      for (let i = 0; i + length <= pieces.length; i++)
        runs.push(length === 1 ? pieces[i]! : pieces.slice(i, i + length).join(isWord ? ' ' : ''));
    }
    return runs;
  };
}
