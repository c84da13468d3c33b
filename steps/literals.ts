/**
 * Whether a step's text can be that of a phrase at all: it has the phrase's literal pieces, in their order, at its two ends and between.
 * Most phrases are ruled out by this, which costs next to nothing; a message's pattern is long, and to try it on every step takes longer than most scenarios.
 */
export function literalsOf(pattern: string): (text: string) => boolean {
  const pieces = pattern.split(/\{\w+\}/).map((piece) => piece.replaceAll(/\\(.)/g, '$1'))
  const first = pieces[0] ?? ''
  const last = pieces.at(-1) ?? ''
  return (text) => {
    if (!text.startsWith(first) || !text.endsWith(last)) return false
    let at = first.length
    for (const piece of pieces.slice(1)) {
      const found = text.indexOf(piece, at)
      if (found === -1) return false
      at = found + piece.length
    }
    return true
  }
}
