import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { Command } from 'commander'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { addGradingCommands } from '../../cli/grading-commands.js'
import { parseShard } from '../../grading/shard.js'
import { scratchFolder } from '../support/programs.js'
import { KUBERNETES } from '../support/kubernetes-schema.js'

const root = join(import.meta.dirname, '..', '..')
const read = (...path: string[]): string => readFileSync(join(root, 'cluster', ...path), 'utf8')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const scratch = scratchFolder()

/** A command `sockspec` that writes down what it is given, and ends as it is told. */
beforeAll(() => {
  mkdirSync(join(scratch, 'bin'))
  writeFileSync(
    join(scratch, 'bin', 'sockspec'),
    '#!/bin/sh\nprintf \'%s\\0\' "$@" > "$SAID"\nexit "${SOCKSPEC_STATUS:-0}"\n',
  )
  chmodSync(join(scratch, 'bin', 'sockspec'), 0o755)
})

interface Ran {
  readonly status: number | null
  readonly stderr: string
  readonly args: readonly string[]
}

/** Runs what a machine of the cluster would run, and tells which arguments sockspec got. */
function run(command: readonly string[], env: Readonly<Record<string, string>> = {}): Ran {
  const said = join(scratch, 'said')
  writeFileSync(said, '')
  const [program = '', ...args] = command
  const { status, stderr } = spawnSync(program, args, {
    cwd: scratch,
    encoding: 'utf8',
    env: { PATH: `${join(scratch, 'bin')}:${process.env['PATH'] ?? ''}`, SAID: said, ...env },
  })
  return { status, stderr, args: readFileSync(said, 'utf8').split('\0').slice(0, -1) }
}

/** What the command line makes of these arguments; throws where it would refuse them. */
async function understood(args: readonly string[]): Promise<{ name: string; operands: unknown; options: object }> {
  const program = new Command('sockspec').exitOverride().configureOutput({ writeErr: () => undefined })
  addGradingCommands(program, () => undefined)
  const found: { name: string; operands: unknown; options: object }[] = []
  for (const command of program.commands)
    command.exitOverride().action((operands: unknown, options: object) => {
      found.push({ name: command.name(), operands, options })
    })
  await program.parseAsync([...args], { from: 'user' })
  const [one] = found
  if (!one) throw new Error(`no command: ${args.join(' ')}`)
  const { shard } = one.options as { shard?: string }
  if (shard !== undefined) parseShard(shard)
  return one
}

const ARRAY = (id: number, min: number, max: number, count: number): Record<string, string> => ({
  SLURM_ARRAY_TASK_ID: String(id),
  SLURM_ARRAY_TASK_MIN: String(min),
  SLURM_ARRAY_TASK_MAX: String(max),
  SLURM_ARRAY_TASK_COUNT: String(count),
})

/** What a job takes for its own failure: that something was graded as failed, or could not be, is none. */
const STATUSES = [
  [0, 0],
  [1, 0],
  [3, 0],
  [2, 2],
  [143, 143],
] as const

describe('a job array of Slurm', () => {
  const script = join(root, 'cluster', 'slurm', 'grade-array.sbatch')
  const merge = join(root, 'cluster', 'slurm', 'merge.sbatch')

  it('grades the part of its task, with three submissions for each processor that it was given', async () => {
    const { status, args } = run(['bash', script, 'the class', 'lab.yaml', 'lab'], {
      ...ARRAY(2, 1, 6, 6),
      SLURM_CPUS_PER_TASK: '4',
    })
    expect(status).toBe(0)
    expect(await understood(args)).toEqual({
      name: 'grade',
      operands: 'the class',
      options: { assignment: 'lab.yaml', out: 'lab/part-2', shard: '2/6', jobs: '12', resume: true, quiet: true },
    })
  })

  it('takes the number of parts where only some are done again, and guesses it never', () => {
    expect(run(['bash', script, 'class', 'lab.yaml', 'lab', '6'], ARRAY(3, 3, 5, 2)).args).toContain('3/6')
    for (const array of [ARRAY(3, 3, 3, 1), ARRAY(1, 1, 5, 3), ARRAY(0, 0, 5, 6)])
      expect(run(['bash', script, 'class', 'lab.yaml', 'lab'], array)).toMatchObject({
        status: 2,
        args: [],
        stderr: expect.stringMatching(/^grade-array: the array is not 1 to N: .*\n$/) as string,
      })
  })

  it.each(STATUSES)('%i of sockspec is %i of the job', (own, ofJob) => {
    const env = { ...ARRAY(1, 1, 1, 1), SOCKSPEC_STATUS: String(own) }
    expect(run(['bash', script, 'class', 'lab.yaml', 'lab'], env).status).toBe(ofJob)
    expect(run(['bash', merge, 'lab', '2'], env).status).toBe(ofJob)
  })

  it('is merged of all its parts, each by its name', async () => {
    expect(await understood(run(['bash', merge, 'the lab', '3']).args)).toEqual({
      name: 'merge',
      operands: ['the lab/part-1', 'the lab/part-2', 'the lab/part-3'],
      options: { out: 'the lab/class' },
    })
  })
})

interface Manifest {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly completions?: number
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          image: string
          command: string[]
          args: string[]
          env: { name: string; value: string }[]
          volumeMounts: { name: string; mountPath: string }[]
        }[]
        readonly volumes: readonly { name: string; persistentVolumeClaim: { claimName: string } }[]
      }
    }
  }
}

const manifests = (file: string): Manifest[] =>
  parseAllDocuments(read('kubernetes', file)).map((document) => {
    expect(document.errors).toEqual([])
    return document.toJS() as Manifest
  })

describe('the jobs of Kubernetes', () => {
  const [claim, grade] = manifests('grade-job.yaml')
  const [merge] = manifests('merge-job.yaml')
  if (!claim || !grade || !merge) throw new Error('a manifest is missing')

  const validate = new Ajv({ allErrors: true }).compile(KUBERNETES)

  it.each([claim, grade, merge])('$kind $metadata.name has only fields that there are', (manifest) => {
    expect(validate(manifest), JSON.stringify(validate.errors)).toBe(true)
  })

  it.each([
    ['a field misspelt', 'completionMode: Indexed', 'completionsMode: Indexed'],
    ['a value that there is not', 'completionMode: Indexed', 'completionMode: indexed'],
    ['a number in an environment', 'value: "6"', 'value: 6'],
    ['a policy that a job may not have', 'restartPolicy: Never', 'restartPolicy: Always'],
  ])('%s would be found', (_, right, wrong) => {
    const text = read('kubernetes', 'grade-job.yaml')
    expect(text).toContain(right)
    expect(validate(parseAllDocuments(text.replace(right, wrong))[1]?.toJS())).toBe(false)
  })

  const started = (job: Manifest, env: Record<string, string> = {}): Ran => {
    const [container] = job.spec.template.spec.containers
    if (!container) throw new Error('no container')
    return run([...container.command, ...container.args], {
      ...Object.fromEntries(container.env.map(({ name, value }) => [name, value])),
      ...env,
    })
  }

  it('grade the part of their index, which begins with 0', async () => {
    for (const index of [0, 5])
      expect(await understood(started(grade, { JOB_COMPLETION_INDEX: String(index) }).args)).toMatchObject({
        name: 'grade',
        operands: '/class/submissions',
        options: { shard: `${index + 1}/${grade.spec.completions ?? 0}`, out: `/class/parts/part-${index + 1}` },
      })
  })

  it('merge all parts', async () => {
    expect(await understood(started(merge).args)).toEqual({
      name: 'merge',
      operands: [1, 2, 3, 4, 5, 6].map((part) => `/class/parts/part-${part}`),
      options: { out: '/class/grades' },
    })
  })

  it.each(STATUSES)('%i of sockspec is %i of the pod', (own, ofJob) => {
    for (const job of [grade, merge])
      expect(started(job, { JOB_COMPLETION_INDEX: '0', SOCKSPEC_STATUS: String(own) }).status).toBe(ofJob)
  })

  it('share one volume, and an image of this version', () => {
    for (const { spec } of [grade, merge]) {
      const [container] = spec.template.spec.containers
      expect(container?.image.split(':')[1]).toBe(version)
      expect(container?.volumeMounts).toEqual([{ name: 'class', mountPath: '/class' }])
      expect(spec.template.spec.volumes).toEqual([
        { name: 'class', persistentVolumeClaim: { claimName: claim.metadata.name } },
      ])
    }
  })
})

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, string>>
}

describe('the workflow of GitHub Actions', () => {
  const { jobs } = parse(read('github', 'grade.yml')) as {
    jobs: {
      grade: { strategy: { matrix: { part: number[] }; 'fail-fast': boolean }; steps: Step[] }
      merge: { needs: string; steps: Step[] }
    }
  }
  const parts = jobs.grade.strategy.matrix.part

  /** The runner's shell, after it has put in what stands in `${{ }}`. */
  const started = (steps: readonly Step[], part: number, env: Record<string, string> = {}): Ran => {
    const text = steps.find(
      (step) => step.run?.includes('sockspec grade ') || step.run?.includes('sockspec merge '),
    )?.run
    const filled = (text ?? '')
      .replaceAll('${{ matrix.part }}', String(part))
      .replaceAll('${{ strategy.job-total }}', String(parts.length))
    expect(filled).not.toContain('${{')
    return run(['bash', '-e', '-c', filled], { GITHUB_STEP_SUMMARY: join(scratch, 'summary'), ...env })
  }

  it('grades each part of a matrix, and merges them afterwards', async () => {
    expect(parts).toEqual([1, 2, 3, 4, 5, 6])
    expect(jobs.grade.strategy['fail-fast']).toBe(false)
    expect(jobs.merge.needs).toBe('grade')
    for (const part of parts)
      expect(await understood(started(jobs.grade.steps, part).args)).toMatchObject({
        name: 'grade',
        options: { shard: `${part}/6`, out: `parts/part-${part}`, isolation: 'sandbox' },
      })
    for (const part of parts) mkdirSync(join(scratch, 'parts', `part-${part}`), { recursive: true })
    expect(await understood(started(jobs.merge.steps, 0).args)).toEqual({
      name: 'merge',
      operands: parts.map((part) => `parts/part-${part}`),
      options: { out: 'grades' },
    })
  })

  it('hands on the folders that it has written', () => {
    const [up, down] = [jobs.grade.steps, jobs.merge.steps].map((steps, index) =>
      steps.find(({ uses }) =>
        uses?.startsWith(index === 0 ? 'actions/upload-artifact@' : 'actions/download-artifact@'),
      ),
    )
    expect(up?.with).toMatchObject({ name: 'part-${{ matrix.part }}', path: 'parts/part-${{ matrix.part }}' })
    expect(down?.with).toMatchObject({ pattern: 'part-*', path: 'parts' })
  })

  it.each(STATUSES)('%i of sockspec is %i of the step', (own, ofStep) => {
    for (const { steps } of [jobs.grade, jobs.merge])
      expect(started(steps, 1, { SOCKSPEC_STATUS: String(own) }).status).toBe(ofStep)
  })
})

it('what refuses an option would be found', async () => {
  await expect(understood(['grade', 'class', '--shards', '1/6'])).rejects.toThrow(/unknown option/)
  await expect(understood(['grade', 'class', '--shard', '0/6'])).rejects.toThrow(/--shard 0\/6/)
})

it('what is shipped is told of', () => {
  const docs = readFileSync(join(root, 'docs', 'cluster.md'), 'utf8')
  for (const file of [
    'slurm/grade-array.sbatch',
    'slurm/merge.sbatch',
    'kubernetes/grade-job.yaml',
    'kubernetes/merge-job.yaml',
    'github/grade.yml',
  ]) {
    expect(existsSync(join(root, 'cluster', file))).toBe(true)
    expect(docs).toContain(`../cluster/${file}`)
  }
})
