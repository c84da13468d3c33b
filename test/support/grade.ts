import { check } from '../../dist/engine/check.js'
import { workingDirectoryFor } from '../../dist/engine/working-directory.js'
import { settingsOf, type Settings } from '../../dist/harness/messages/settings.js'
import { takePrecedence } from '../../dist/harness/programs/priority.js'
import { reportOf, type Report, type Result } from '../../dist/results/result.js'
import { english } from '../../dist/results/words/en.js'
import { readSpecification } from '../../dist/specification/catalogue.js'
import type { RunLevel } from '../../dist/specification/level.js'
import { select } from '../../dist/specification/select.js'
import { hasNamespaces, sockspec } from './command.js'

// The harness runs in the process of these tests.
takePrecedence()

export interface GradeOptions {
  readonly fixedPort?: number
  readonly level?: RunLevel
  readonly only?: readonly string[]
  readonly seed?: string
  readonly settings?: Settings
}

/** Grades one program as `sockspec check` does, in this process. */
export async function grade(
  protocol: string,
  role: 'server' | 'client',
  command: readonly string[],
  options: GradeOptions = {},
): Promise<Report> {
  const specification = readSpecification(protocol, role)
  const level = options.level ?? 'strict'
  const requirements = select(specification, { level, ...(options.only ? { only: options.only } : {}) })
  const seed = options.seed ?? Math.random().toString(36).slice(2)
  const workingDirectory = await workingDirectoryFor(specification, options.settings)
  const began = performance.now()
  const findings = await check({
    specification,
    requirements,
    seed,
    settings: settingsOf(specification.options, options.settings ?? {}, protocol),
    subject: {
      kind: 'command',
      command,
      fixedPort: options.fixedPort,
      workingDirectory,
    },
  }).finally(() => workingDirectory.dispose())
  return reportOf({
    words: english,
    version: 'test',
    startedAt: new Date(),
    specification,
    requirements,
    findings,
    level,
    asked: [],
    seed,
    durationMs: performance.now() - began,
    subject: { command, isolation: 'none' },
  })
}

/** Grades a program with a port written into it: in a network namespace where the system has them, so that the port is free there. */
export async function gradeOnFixedPort(
  protocol: string,
  role: 'server' | 'client',
  command: readonly string[],
  port: number,
): Promise<Result> {
  const isolation = hasNamespaces() ? 'namespace' : 'none'
  const { stdout } = await sockspec([
    'check',
    protocol,
    '--role',
    role,
    '--level',
    'strict',
    '--isolation',
    isolation,
    '--port',
    String(port),
    '--report',
    'json',
    '--',
    ...command,
  ])
  return JSON.parse(stdout) as Result
}

/** The identifiers with one of the verdicts. */
export const withVerdict = (result: Result, ...verdicts: readonly string[]): string[] =>
  result.requirements
    .filter((one) => verdicts.includes(one.verdict))
    .map((one) => one.id)
    .sort()
