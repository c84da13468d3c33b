import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Note } from '../submission.js'

/** Larger ones nobody has written by hand. */
export const MOST_SCRIPT = 1024 * 1024

const SHELL = /\.(?:sh|bash)$|^(?:GNUm|M|m)akefile$/

/**
 * The text with the line ends that the system needs; undefined where there is nothing to mend. Of a shell script and a Makefile each line counts, of another
 * script the one that names its interpreter: what it sends itself may well end with CR LF, and stays.
 */
export function mendedLineEnds(name: string, text: string): string | undefined {
  const first = /^#![^\n]*\r(?=\n|$)/.exec(text)?.[0]
  const isShell = SHELL.test(name) || /^#!\s*\S*\/(?:env\s+)?(?:ba|da|k|z)?sh\b/.test(text)
  if (isShell) return text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : undefined
  return first === undefined ? undefined : first.slice(0, -1) + text.slice(first.length)
}

/** Mends files of our copy, and says which. */
export async function mendLineEnds(root: string, files: readonly { path: string; size: number }[]): Promise<Note[]> {
  const notes: Note[] = []
  for (const { path, size } of files) {
    if (size > MOST_SCRIPT) continue
    const name = path.split('/').at(-1) ?? path
    if (!SHELL.test(name) && !(await beginsAsScript(join(root, path)))) continue
    // As octets, so that a text in another encoding keeps its letters.
    const mended = mendedLineEnds(name, await readFile(join(root, path), 'latin1'))
    if (mended === undefined) continue
    await writeFile(join(root, path), mended, 'latin1')
    notes.push({ kind: 'line-ends-mended', file: path })
  }
  return notes
}

/** Most files are no scripts, and need not be read to the end for that. */
async function beginsAsScript(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer.toString('latin1') === '#!'
  } finally {
    await file.close()
  }
}
