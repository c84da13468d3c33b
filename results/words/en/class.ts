import type { ClassLabels, NotAFile } from '../class-labels.js'
import { interop } from './interop.js'
import { grouped, plural } from './numbers.js'

const NOT_FILES: Readonly<Record<NotAFile, string>> = {
  'symbolic-link': 'a symbolic link',
  'hard-link': 'a hard link',
  device: 'a device',
  fifo: 'a pipe',
  socket: 'a socket',
  unknown: 'neither file nor folder',
}

export const classLabels: ClassLabels = {
  title: (assignment) => `${assignment}: the class`,
  submissions: (count) => plural(count, 'submission'),
  graded: 'graded',
  commonest: 'Commonest failures',
  nothingFailed: 'No requirement was failed by anybody.',
  failedBy: (count, all) => `${count} of ${all}`,
  distribution: 'Points',
  pointsOf: (earned, possible) => `${earned} of ${possible}`,
  studentsWith: (count, from, to) => `${plural(count, 'submission')} with ${from} to ${to} points`,
  everyone: 'Everybody',
  student: 'student',
  number: 'number',
  points: 'points',
  toLookAt: 'to look at',
  sortHint: 'A click on a heading sorts by it; a cell leads to that place in the report.',
  notJudged: 'not judged',
  report: 'report',
  standing: { pass: 'pass', fail: 'fail', error: 'error', 'not graded': 'not graded' },
  differentIsolations: (parts) =>
    `Parts of the class were graded in different isolations: ${parts}. What hangs on a machine (a port that is taken, a limit) may differ between them.`,
  tasks: 'tasks',
  interop,
  note: {
    late: 'It was handed in late.',
    leftOut: (entry, what) => `${entry} was left out: it is ${NOT_FILES[what]}.`,
    moreLeftOut: (count) => `${grouped(count)} more were left out.`,
    renamed: (from, to) => `${from} was named ${to} again, as the student had it.`,
    notUnpacked: (entry, why) => `${entry} was left as it is. ${why}`,
    lineEndsMended: (file) =>
      `In ${file} the line ends (CR LF) were made those of a script (LF), without which it does not start.`,
  },
  outcome: {
    notBuilt: (command, how) => `It could not be built: "${command}" ${how}.`,
    status: (status) => `ended with exit status ${status}`,
    signal: (signal) => `was ended by ${signal}`,
    tooLong: (seconds) => `had not ended after ${seconds} s`,
    noSuchTool: (tool) => `needs ${tool}, which is not installed`,
    leavesTooMuch: (mebibytes, files) => `leaves more files behind than are kept (${mebibytes} MiB, ${files} files)`,
    buildOutput: 'What it said',
    undecided: (candidates) =>
      `Several programs could be the one that is asked for: ${candidates}. The teacher decides, in to-decide.yaml.`,
    nothingToStart: (wanted) =>
      wanted === undefined ? 'There is no program in it that could be started.' : `There is no ${wanted} in it.`,
    ownFile: (place, problem) => `${place}: ${problem}`,
    ownFileProblem: (problem) => {
      switch (problem.kind) {
        case 'not-yaml':
          return problem.says
        case 'no-start':
          return 'it does not say how the program is started: start: python3 server.py {port}'
        case 'unknown-key':
          return `"${problem.key}" is no key of it: those are start and build`
        case 'not-a-command':
          return `${problem.key} is no command: write it in one line, or its words as a list`
      }
    },
    unreadable: (code) => `It cannot be read (${code}).`,
    empty: 'There is nothing in it.',
    notAnArchive: (format) =>
      format === 'unknown' ? 'It is no archive that is known.' : `It is no whole ${format} archive.`,
    unknownArchive: (format) =>
      `It is an archive of a kind that is not unpacked here (${format}): zip, tar and tar.gz are.`,
    encrypted: (entry) => `It is encrypted (${entry}).`,
    unstorable: (entry, code) => `It holds a name that cannot be stored: ${entry} (${code}).`,
    notAFile: (what) => `It is no file, but ${NOT_FILES[what]}.`,
    leavesFolder: (entry) => `It holds a name that leads out of its folder: ${entry}.`,
    tooMuch: (what, most) =>
      ({
        files: `It holds more than ${most} files.`,
        bytes: `It holds more than ${most} bytes.`,
        ratio: `It unpacks to more than ${most} times its size.`,
        depth: `Its folders are more than ${most} deep.`,
      })[what],
    leftOut: 'The teacher has said that it is not to be graded.',
    notSetUp: (message) => `It could not be checked: ${message}`,
    brokeOff: (message) => `The harness itself failed, which says nothing of the submission: ${message}`,
  },
}
