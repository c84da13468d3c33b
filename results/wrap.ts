/** Breaking lines: prose at blanks, so that it fits a terminal. */

/**
 * A text in lines of so many columns, the first of which may have less room, since something stands before it; a word that is too long for a line is
 * broken. Without a width one line.
 */
export function wrap(text: string, columns: number | undefined, first = columns): string[] {
  if (columns === undefined) return [text]
  const lines: string[] = []
  let rest = text
  let room = first ?? columns
  while (rest.length > room) {
    const blank = rest.lastIndexOf(' ', room)
    const at = blank > 0 ? blank : room
    lines.push(rest.slice(0, at))
    rest = rest.slice(at).trimStart()
    room = columns
  }
  return [...lines, rest]
}

const MORE = '...'

/** The beginning of a text that is too long for a line; without a width all of it. */
export const cut = (text: string, columns: number | undefined): string =>
  columns === undefined || text.length <= columns ? text : text.slice(0, columns - MORE.length) + MORE
