import { SetupError } from '../harness/findings/violation.js'

/** The i-th of n parts of a class, i from 1. */
export interface Shard {
  readonly index: number
  readonly of: number
}

const MOST = 10_000

/** Reads `i/n`. Throws SetupError. */
export function parseShard(text: string): Shard {
  const [, index = '', of = ''] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []
  const shard = { index: Number(index), of: Number(of) }
  if (index === '' || shard.index < 1 || shard.index > shard.of || shard.of > MOST)
    throw new SetupError(
      `--shard ${text}: a part of the class is given as i/n, as in --shard 1/6, i from 1 to n (at most ${MOST})`,
    )
  return shard
}

/** Whether what has this hash is of the shard: each is of one, whatever else is handed in, and on every machine. */
export const isOfShard = (hash: string, { index, of }: Shard): boolean =>
  Number(BigInt(`0x${hash.slice(0, 12)}`) % BigInt(of)) === index - 1
