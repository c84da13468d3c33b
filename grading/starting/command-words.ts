/**
 * The words of a command as a person writes it. Quotes and backslashes keep a word together; nothing else that a shell does is done. Undefined where a quote
 * is left open, or there is no word.
 */
export function commandWords(text: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? ''
    if (/\s/.test(c)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else if (c === "'" || c === '"') {
      const end = closing(text, i)
      if (end === -1) return undefined
      const inside = text.slice(i + 1, end)
      word = (word ?? '') + (c === '"' ? inside.replace(/\\(["\\])/g, '$1') : inside)
      i = end
    } else if (c === '\\' && i + 1 < text.length) word = (word ?? '') + (text[++i] ?? '')
    else word = (word ?? '') + c
  }
  if (word !== undefined) words.push(word)
  return words.length === 0 ? undefined : words
}

function closing(text: string, at: number): number {
  const quote = text[at]
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\' && quote === '"') i++
    else if (text[i] === quote) return i
  }
  return -1
}

/** The command as a person would write it: `commandWords` has the same words of it. */
export const commandText = (words: readonly string[]): string =>
  words.map((word) => (/^[^\s'"\\]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ')
