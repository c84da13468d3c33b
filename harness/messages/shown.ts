/**
 * Whether a program's output shows a text, in spite of prompts and labels, and of being printed piece by piece as it arrived.
 */

/** Shorter pieces turn up in labels by chance. */
const SHORTEST_PIECE = 3
/** A label between two pieces of an answer; more than this is not a label. */
const LONGEST_GAP = 200

export type Shown =
  | { readonly shown: 'whole' }
  /** in pieces with always the same label between them */
  | { readonly shown: 'in pieces' }
  /** only so many octets of its beginning or its end */
  | { readonly shown: 'beginning' | 'end'; readonly octets: number }
  | { readonly shown: 'nothing' }

/** Looks for `text` in `output`. */
export function findShown(output: string, text: string): Shown {
  if (output.includes(text)) return { shown: 'whole' }
  // The beginning may turn up by chance before the place where the answer is really shown.
  let best = 0
  for (
    let at = output.indexOf(text.slice(0, SHORTEST_PIECE));
    at !== -1;
    at = output.indexOf(text.slice(0, SHORTEST_PIECE), at + 1)
  ) {
    const first = commonLength(output, at, text, 0)
    if (first >= SHORTEST_PIECE && showsRest(output, at + first, text, first, undefined)) return { shown: 'in pieces' }
    best = Math.max(best, first)
  }
  if (best >= SHORTEST_PIECE) return { shown: 'beginning', octets: best }
  for (let size = text.length - 1; size >= SHORTEST_PIECE; size--) {
    if (output.includes(text.slice(-size))) return { shown: 'end', octets: size }
  }
  return { shown: 'nothing' }
}

/** Whether the rest of `text` follows in `output`, the same label (but for its numbers) before each piece. */
function showsRest(output: string, at: number, text: string, done: number, label: string | undefined): boolean {
  if (done === text.length) return true
  const wanted = text.slice(done, done + SHORTEST_PIECE)
  // A last piece that chance can make counts only behind a label that has been seen before.
  if (wanted.length < SHORTEST_PIECE && label === undefined) return false
  for (
    let next = output.indexOf(wanted, at);
    next !== -1 && next - at <= LONGEST_GAP;
    next = output.indexOf(wanted, next + 1)
  ) {
    const gap = output.slice(at, next).replaceAll(/\d+/g, '#')
    if (label !== undefined && gap !== label) continue
    const length = commonLength(output, next, text, done)
    if (showsRest(output, next + length, text, done + length, gap)) return true
  }
  return false
}

function commonLength(a: string, i: number, b: string, j: number): number {
  let length = 0
  while (i + length < a.length && j + length < b.length && a[i + length] === b[j + length]) length++
  return length
}
