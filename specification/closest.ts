/** The number of insertions, deletions and substitutions between two words (Levenshtein). */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** The candidate that was probably meant, if one is close enough to be a slip of the keyboard. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, away: distance(word, candidate) }))
    .sort((a, b) => a.away - b.away)
  const [best] = ranked
  return best && best.away <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : undefined
}

/** `; did you mean ...?` where one of the candidates was probably meant, else `otherwise`; to follow what was wrong. */
export function didYouMean(word: string, candidates: readonly string[], otherwise = ''): string {
  const guess = closest(word, candidates)
  return guess === undefined ? otherwise : `; did you mean ${guess}?`
}
