/**
 * Whether a program's output shows a text, in spite of prompts and labels, and of being printed piece by piece as it arrived.
 */

/** Shorter pieces turn up in labels by chance. */
const SHORTEST_PIECE = 3
/** A label between two pieces of an answer; more than this is not a label. */
const LONGEST_GAP = 200
/** So many octets are looked at for pieces: more than in any output with labels, and done in less time than anybody waits. */
const MOST_WORK = 10_000_000

export type Shown =
  | { readonly shown: 'whole' }
  /** in pieces with always the same label between them */
  | { readonly shown: 'in pieces' }
  /** only so many octets of its beginning or its end */
  | { readonly shown: 'beginning' | 'end'; readonly octets: number }
  | { readonly shown: 'nothing' }

/** Looks for `text` in `output`. Its cost is linear in both, whatever is printed: the beginning of the text over and over, say. */
export function findShown(output: string, text: string): Shown {
  if (output.includes(text)) return { shown: 'whole' }
  const work: Work = { left: MOST_WORK }
  // The beginning may turn up by chance before the place where the answer is really shown.
  const begins = text.slice(0, SHORTEST_PIECE)
  for (let at = output.indexOf(begins); at !== -1 && work.left > 0; at = output.indexOf(begins, at + 1)) {
    const first = commonLength(output, at, text, 0, work)
    if (first >= SHORTEST_PIECE && showsRest(output, at + first, text, first, undefined, work))
      return { shown: 'in pieces' }
  }
  const beginning = longestBeginning(
    text.length,
    output.length,
    (i) => text.charCodeAt(i),
    (i) => output.charCodeAt(i),
  )
  if (beginning >= SHORTEST_PIECE) return { shown: 'beginning', octets: beginning }
  const [lastOfText, lastOfOutput] = [text.length - 1, output.length - 1]
  const end = longestBeginning(
    text.length,
    output.length,
    (i) => text.charCodeAt(lastOfText - i),
    (i) => output.charCodeAt(lastOfOutput - i),
  )
  return end >= SHORTEST_PIECE ? { shown: 'end', octets: end } : { shown: 'nothing' }
}

/** How much more may be looked at. */
interface Work {
  left: number
}

/** Whether the rest of `text` follows in `output`, the same label (but for its numbers) before each piece. */
function showsRest(
  output: string,
  at: number,
  text: string,
  done: number,
  label: string | undefined,
  work: Work,
): boolean {
  if (done === text.length) return true
  const wanted = text.slice(done, done + SHORTEST_PIECE)
  // A last piece that chance can make counts only behind a label that has been seen before.
  if (wanted.length < SHORTEST_PIECE && label === undefined) return false
  // What stands farther away is not looked at: searching all that follows for every beginning would be quadratic.
  const near = output.slice(at, at + LONGEST_GAP + wanted.length)
  work.left -= near.length
  for (let gap = near.indexOf(wanted); gap !== -1 && work.left > 0; gap = near.indexOf(wanted, gap + 1)) {
    work.left -= gap
    const before = near.slice(0, gap).replaceAll(/\d+/g, '#')
    if (label !== undefined && before !== label) continue
    const next = at + gap
    const length = commonLength(output, next, text, done, work)
    if (showsRest(output, next + length, text, done + length, before, work)) return true
  }
  return false
}

function commonLength(a: string, i: number, b: string, j: number, work: Work): number {
  let length = 0
  while (i + length < a.length && j + length < b.length && a[i + length] === b[j + length]) length++
  work.left -= length
  return length
}

type At = (index: number) => number

/** How much of the beginning of one sequence of that length is somewhere in another (Knuth, Morris and Pratt). */
function longestBeginning(length: number, otherLength: number, at: At, otherAt: At): number {
  // For each beginning: how much of it is its own end too.
  const fallback = new Int32Array(length + 1)
  for (let i = 1, matched = 0; i < length; i++) {
    while (matched > 0 && at(i) !== at(matched)) matched = fallback[matched] ?? 0
    if (at(i) === at(matched)) matched++
    fallback[i + 1] = matched
  }
  let longest = 0
  for (let i = 0, matched = 0; i < otherLength; i++) {
    while (matched > 0 && (matched === length || otherAt(i) !== at(matched))) matched = fallback[matched] ?? 0
    if (length > 0 && otherAt(i) === at(matched)) matched++
    longest = Math.max(longest, matched)
  }
  return longest
}
