import type { Command } from 'commander'
import type { RawGradeOptions } from './grade.js'
import type { RawInteropOptions } from './interop.js'
import type { MergeOptions } from './merge.js'

/** Adds the commands for a whole class to the command line; `done` is told the exit status. */
export function addGradingCommands(program: Command, done: (status: number) => void): void {
  program
    .command('grade')
    .summary('grade a class')
    .description(
      'Grades all submissions of a folder by an assignment, and writes a gradebook, a page of the class and a report for each student.',
    )
    .argument('<folder>', 'the submissions: a folder, a file or an archive (zip, tar, tar.gz) each')
    .option('--assignment <file>', 'what is graded, and what it is worth (sockspec init writes one)')
    .option('--out <dir>', 'where the gradebook and the reports go (default: grades)')
    .option(
      '--jobs <n>',
      'so many submissions at once (default: three for each core, fewer where that makes verdicts inconclusive)',
    )
    .option('--resume', 'go on where an earlier run was ended: only what has changed since is graded again')
    .option(
      '--shard <i/n>',
      'only the i-th of n parts of the class, for several machines (sockspec merge puts them together)',
    )
    .option('--isolation <kind>', 'where the submissions run (default: what the assignment says, else auto)')
    .option('--quiet', 'one line for each submission, and no more')
    .addHelpText(
      'after',
      `
Examples:
  sockspec grade submissions/ --assignment lab3.yaml
  sockspec grade submissions/ --assignment lab3.yaml --out lab3 --resume
  sockspec grade submissions/ --assignment lab3.yaml --shard 2/6 --out part-2

The gradebook is DIR/gradebook.csv, the page of the class DIR/index.html, the reports are in DIR/students/.
`,
    )
    .action(async (folder: string, options: RawGradeOptions) => {
      const { gradeCommand } = await import('./grade.js')
      done(await gradeCommand(folder, options))
    })
  program
    .command('interop')
    .summary('let the clients of a class meet its servers')
    .description(
      'Lets every client of a class that passes level core meet every server that does, over real sockets, and shows who understands whom.',
    )
    .argument('<folder>', 'the submissions: a folder, a file or an archive (zip, tar, tar.gz) each')
    .option('--assignment <file>', 'an assignment with a task for servers and one for clients of the same protocol')
    .option('--out <dir>', 'where the matrix goes; what "grade" has found there is not checked again (default: grades)')
    .option('--jobs <n>', 'so many submissions at once while they are checked alone (default: three for each core)')
    .option('--isolation <kind>', 'where the programs run (default: what the assignment says, else auto)')
    .option('--quiet', 'no more than needs to be said while it runs')
    .addHelpText(
      'after',
      `
Examples:
  sockspec interop submissions/ --assignment lab3.yaml
  sockspec interop submissions/ --assignment lab3.yaml --out lab3

Protocols: tcp-echo, udp-echo, tcp-uppercase, udp-uppercase, line-uppercase. A pair has 10 s once its server listens.
The matrix is DIR/interop.html and DIR/interop.csv.

Exit status: 0 all pairs work, 1 a pair does not, or there is none, 2 the set-up is wrong, 3 a pair could not be judged.
`,
    )
    .action(async (folder: string, options: RawInteropOptions) => {
      const { interopCommand } = await import('./interop.js')
      done(await interopCommand(folder, options))
    })
  program
    .command('merge')
    .summary('put the parts of a class together')
    .description(
      'Makes one gradebook, with its pages, of the folders that several runs of "grade --shard" have written.',
    )
    .argument('<dirs...>', 'the folders')
    .option('--out <dir>', 'where the whole goes (default: grades)')
    .addHelpText('after', '\nExamples:\n  sockspec merge part-1 part-2 part-3 --out lab3\n')
    .action(async (folders: string[], options: MergeOptions) => {
      const { mergeCommand } = await import('./merge.js')
      done(await mergeCommand(folders, options))
    })
}
