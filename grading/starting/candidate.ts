import type { Role, Start, StartDecision } from './decision.js'
import { fitOf, type Fit } from './role-in-name.js'

/** A program that was found. */
export interface Candidate extends Omit<Start, 'how'> {
  /** whose name says its role */
  readonly path: string
  /** what it does with sockets; nothing where that cannot be seen */
  readonly does?: Role
}

/**
 * The one that is meant, by what tells two apart: the name, then what the program does, then that it is the only one. What its name calls the other role is
 * never meant; two that fit equally are the teacher's to decide.
 */
export function choose(candidates: readonly Candidate[], role: Role, how: Start['how']): StartDecision {
  const named = candidates.map((one) => ({ one, fit: fitOf(one.path, role) })).filter(({ fit }) => fit !== 'other')
  const contrary = (one: Candidate): boolean => one.does !== undefined && one.does !== role
  const tiers: ((entry: { one: Candidate; fit: Fit }) => boolean)[] = [
    ({ one, fit }) => fit === 'exactly' && !contrary(one),
    ({ one, fit }) => fit === 'among-others' && !contrary(one),
    ({ one }) => one.does === role,
    ({ one }) => !contrary(one),
  ]
  for (const fits of tiers) {
    const found = named.filter(fits).map(({ one }) => startOf(one, how))
    const [only] = found
    if (found.length === 1 && only) return { kind: 'start', ...only }
    if (found.length > 1) return { kind: 'undecided', candidates: found }
  }
  // What is left does what the other role does; perhaps it can be more than is seen.
  const left = named.map(({ one }) => startOf(one, how))
  return left.length > 0 ? { kind: 'undecided', candidates: left } : { kind: 'nothing', why: { kind: 'no-program' } }
}

function startOf({ command, cwd, build, language }: Candidate, how: Start['how']): Start {
  return {
    command,
    cwd,
    ...(build === undefined ? {} : { build }),
    how,
    ...(language === undefined ? {} : { language }),
  }
}
