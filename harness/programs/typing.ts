import type { Writable } from 'node:stream'

/** Types octets into a program's standard input. Resolves when they have been taken, or nobody takes them any more. */
export function typeInto(stdin: Writable | null, octets: Uint8Array): Promise<void> {
  if (!stdin || stdin.destroyed || !stdin.writable) return Promise.resolve()
  return new Promise((resolve) => {
    stdin.write(octets, () => resolve())
  })
}
