import stringWidth from 'string-width';

/** A part of a line, which is left out where there is no room. */
export interface Part {
  /** As it is written, with its colour. */
  readonly text: string;
  /** The lower, the longer it stays as the line becomes narrow. */
  readonly rank: number;
  /** Stands once before neighbours that have the same: `held out:`. ASCII. */
  readonly label?: string;
  /** One space on either side tells it from its neighbours, two elsewhere: it is not made of words. */
  readonly tight?: true;
}

/** The line of parts, in their order, that is at most `width` characters wide as a terminal counts them. */
export function fit(parts: readonly Part[], width = Infinity): string {
  const widths = new Map(parts.map((part) => [part, stringWidth(part.text)]));
  const widthOf = (some: readonly Part[]) => some.reduce((sum, part, i) => sum + before(part, some[i - 1]).length + widths.get(part)!, 0);
  const chosen = new Set<Part>();
  // A label counts once for all parts that have it, so the line is measured anew with each part.
  for (const part of [...parts].sort((a, b) => a.rank - b.rank)) {
    if (widthOf(parts.filter((other) => chosen.has(other) || other === part)) <= width) chosen.add(part);
  }
  return parts
    .filter((part) => chosen.has(part))
    .map((part, i, some) => before(part, some[i - 1]) + part.text)
    .join('');
}

/** What stands between a part and the one before it in the line. */
function before({ label, tight }: Part, previous: Part | undefined): string {
  const gap = previous === undefined ? '' : tight || previous.tight ? ' ' : '  ';
  return label === undefined || label === previous?.label ? gap : `${gap}${label} `;
}
