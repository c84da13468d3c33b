import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { MAIN, sockspec } from './support/command.js'
import { scratchFolder } from './support/programs.js'
import { Cluster, whyNoSlurm } from './support/slurm.js'

const root = join(import.meta.dirname, '..')
const script = (name: string): string => join(root, 'cluster', 'slurm', name)
const STUDENTS = 60
const PARTS = 6
const SAMPLES = ['good.py', 'says-echo.py', 'buffer-512.py']

const scratch = scratchFolder()
const why = whyNoSlurm()

/** A class of copies that differ by a comment: parts are by content, so equal ones would all be of one part. */
function writeClass(): { readonly submissions: string; readonly assignment: string } {
  const submissions = join(scratch, 'submissions')
  for (let student = 0; student < STUDENTS; student++) {
    const id = `student-${String(student + 1).padStart(2, '0')}`
    const sample = SAMPLES[student % SAMPLES.length] ?? ''
    const text = readFileSync(join(root, 'test', 'submissions', 'udp-echo', 'server', sample), 'utf8')
    mkdirSync(join(submissions, id), { recursive: true })
    writeFileSync(join(submissions, id, 'server.py'), `${text}\n# ${id}\n`)
  }
  const assignment = join(scratch, 'lab.yaml')
  writeFileSync(
    assignment,
    'protocol: udp-echo\nstart: python3 server.py {port}\nisolation: none\nonly: [UDP-ECHO-S1, UDP-ECHO-S3]\n',
  )
  return { submissions, assignment }
}

/** A folder with the command `sockspec`, as it would be installed on the nodes. */
function installed(): string {
  const bin = join(scratch, 'bin')
  mkdirSync(bin, { recursive: true })
  writeFileSync(join(bin, 'sockspec'), `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`)
  chmodSync(join(bin, 'sockspec'), 0o755)
  return bin
}

const rows = (file: string): string[][] => parse(readFileSync(file, 'utf8'), { bom: true })

describe('a class on a cluster', () => {
  it.skipIf(why !== undefined)(
    `is graded by a job array of Slurm as by one machine${why === undefined ? '' : ` (skipped: ${why})`}`,
    { timeout: 600_000 },
    async () => {
      const { submissions, assignment } = writeClass()
      const cluster = await Cluster.start(join(scratch, 'slurm'), 2)
      try {
        const env = { PATH: `${installed()}:${process.env['PATH'] ?? ''}` }
        const out = join(scratch, 'lab')
        const array = await cluster.run(
          'sbatch',
          ['--parsable', `--array=1-${PARTS}`, script('grade-array.sbatch'), submissions, assignment, out],
          env,
        )
        expect(array).toMatchObject({ status: 0, stderr: '' })
        const job = array.stdout.trim()
        // It begins when all tasks of the array have succeeded, and never where one has not.
        const dependent = ['--kill-on-invalid-dep=yes', `--dependency=afterok:${job}`]
        const merge = await cluster.run(
          'sbatch',
          ['--wait', ...dependent, script('merge.sbatch'), out, String(PARTS)],
          env,
        )
        expect(merge, logs()).toMatchObject({ status: 0 })
        // To wait for a job that never began is a success, too.
        expect(existsSync(join(out, 'class', 'gradebook.csv')), logs()).toBe(true)
        const counts = Array.from(
          { length: PARTS },
          (_, index) => rows(join(out, `part-${index + 1}`, 'gradebook.csv')).length - 1,
        )
        expect(counts.reduce((sum, count) => sum + count)).toBe(STUDENTS)
        expect(Math.max(...counts)).toBeLessThan(STUDENTS / 2)

        // A part alone does not say how many there are: it must not become the whole class.
        const alone = ['--wait', '--array=3', script('grade-array.sbatch'), submissions, assignment, out]
        expect((await cluster.run('sbatch', alone, env)).status).toBe(2)
        const before = readFileSync(join(out, 'part-3', 'gradebook.csv'), 'utf8')
        const again = await cluster.run('sbatch', [...alone, String(PARTS)], env)
        expect(again, logs()).toMatchObject({ status: 0 })
        expect(readFileSync(join(out, 'part-3', 'gradebook.csv'), 'utf8')).toBe(before)

        // A part that is missing is a mistake, not a smaller class.
        cpSync(out, join(scratch, 'incomplete'), { recursive: true })
        const incomplete = await cluster.run(
          'sbatch',
          ['--wait', script('merge.sbatch'), join(scratch, 'incomplete'), String(PARTS + 1)],
          env,
        )
        expect(incomplete.status).toBe(2)
      } finally {
        await cluster.stop()
      }

      const whole = join(scratch, 'whole')
      const one = await sockspec(['grade', submissions, '--assignment', assignment, '--out', whole, '--quiet'])
      expect(one).toMatchObject({ status: 1, stderr: '' })
      const [head, ...students] = rows(join(whole, 'gradebook.csv'))
      expect(students).toHaveLength(STUDENTS)
      expect(students.filter((row) => row[head?.indexOf('verdict') ?? -1] === 'pass')).toHaveLength(STUDENTS / 3)
      expect(readFileSync(join(scratch, 'lab', 'class', 'gradebook.csv'), 'utf8')).toBe(
        readFileSync(join(whole, 'gradebook.csv'), 'utf8'),
      )
    },
  )
})

/** What the jobs have said, for whoever reads that one failed. */
function logs(): string {
  const folder = join(scratch, 'slurm')
  return readdirSync(folder)
    .filter((name) => /^sockspec-.*\.log$/.test(name))
    .map((name) => `${name}: ${readFileSync(join(folder, name), 'utf8').slice(-800)}`)
    .join('\n')
}
