import type { Role } from './decision.js'

/** The text of a program in a language with braces, without comments and without what stands in quotes. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[^]*?(?:\*\/|$)|\/\/[^\n]*|"""[^]*?(?:"""|$)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, (part) =>
    part.startsWith('/') ? ' '.repeat(1) : '""',
  )

/** How deep in braces each match of a pattern stands, in a text without comments. */
export function depthsOf(text: string, pattern: RegExp): { index: number; depth: number; groups: readonly string[] }[] {
  const out = []
  let depth = 0
  let at = 0
  for (const found of text.matchAll(pattern)) {
    for (; at < found.index; at++) {
      if (text[at] === '{') depth++
      else if (text[at] === '}') depth--
    }
    out.push({ index: found.index, depth, groups: found.slice(1) })
  }
  return out
}

/** What a program does with sockets, where only one of the two can be seen: who listens is a server, also where it connects somewhere too. */
export const doesBy =
  (server: RegExp, client: RegExp) =>
  (text: string): Role | undefined =>
    server.test(text) ? 'server' : client.test(text) ? 'client' : undefined
