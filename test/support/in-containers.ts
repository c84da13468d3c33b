import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check } from '../../dist/engine/check.js'
import { connectEngine } from '../../dist/harness/hosts/containers/engine.js'
import { Lab, type LabOptions } from '../../dist/harness/hosts/containers/lab.js'
import { settingsOf, type Settings } from '../../dist/harness/messages/settings.js'
import { reportOf, type Report } from '../../dist/results/result.js'
import { english } from '../../dist/results/words/en.js'
import { readSpecification } from '../../dist/specification/catalogue.js'
import { select } from '../../dist/specification/select.js'

/** Opens a network of hosts in containers for the work, whose submission finds an empty folder unless a source is given. */
export async function inLab<T>(
  options: Pick<LabOptions, 'image'> & Partial<LabOptions>,
  work: (lab: Lab) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sockspec-test-'))
  try {
    const lab = await Lab.open({
      engine: await connectEngine(),
      source: { folder, except: [] },
      hosts: [],
      onWaiting: () => undefined,
      ...options,
    })
    try {
      return await work(lab)
    } finally {
      await lab.dispose()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Grades one program of an image as `sockspec check --isolation docker --image` does, in this process and at level strict. */
export async function gradeInContainers(
  image: string,
  protocol: string,
  role: 'server' | 'client',
  command: readonly string[],
  given: Settings = {},
): Promise<Report> {
  const specification = readSpecification(protocol, role)
  const requirements = select(specification, { level: 'strict' })
  const settings = settingsOf(specification.options, given, protocol)
  const seed = Math.random().toString(36).slice(2)
  const began = performance.now()
  return inLab({ image, hosts: specification.allowed }, async (lab) => {
    const findings = await check({
      specification,
      requirements,
      seed,
      settings,
      subject: {
        kind: 'command',
        command,
        fixedPort: undefined,
        workingDirectory: lab.workingDirectory,
        host: lab.host,
      },
    })
    return reportOf({
      words: english,
      version: 'test',
      startedAt: new Date(),
      specification,
      requirements,
      findings,
      level: 'strict',
      asked: [],
      seed,
      durationMs: performance.now() - began,
      subject: { command, isolation: 'docker' },
    })
  })
}
