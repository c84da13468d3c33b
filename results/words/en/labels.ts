import type { Labels } from '../labels.js'
import type { Limits, Lost } from '../../../harness/hosts/sandbox/limits.js'
import { mebibytes } from '../neutral.js'
import { grouped, plural } from './numbers.js'

export const labels: Labels = {
  verdict: { pass: 'pass', fail: 'fail', warn: 'warn', info: 'info', skip: 'skip', error: 'error' },
  overall: {
    pass: 'nothing failed',
    fail: 'something failed',
    error: 'inconclusive: the harness itself failed; run it again',
  },
  interrupted: 'interrupted before everything was judged',
  nothingObserved: 'nothing observed',
  scenario: 'scenario',
  source: 'source',
  atStep: 'at step',
  atThisStep: (step, seen) => `at "${step}": ${seen}`,
  observed: 'observed',
  server: 'server',
  endedDuringThis: 'ended during this scenario',
  saidNothing: 'it said nothing',
  likely: 'likely',
  usually: 'usually',
  note: 'note',
  causes: (causes, requirements, isMost) =>
    `${plural(causes, 'cause')}${isMost ? ' at most' : ''}, ${plural(requirements, 'requirement')}${causes > 1 ? '; begin with the first' : ''}`,
  sameCause: 'these fail for the same cause',
  andMore: (count) => `(and ${grouped(count)} more)`,
  moreCauses: (count) => `${plural(count, 'more cause')} in a line each; --verbose tells them in full`,
  theSame: 'the same',
  theSameFor: (ids) => `for ${ids}`,
  onTheWire: (role) => `on the wire (--> from the harness, <-- from the ${role})`,
  moreEvents: (count) => plural(count, 'more event'),
  took: (seconds) => `in ${seconds} s`,
  expected: 'expected',
  received: 'received',
  sent: 'sent',
  stored: 'stored',
  printed: 'printed',
  nothing: 'nothing',
  somewhereInOutput: 'somewhere in its output',
  firstDifference: (byte) => `first difference: byte ${byte}`,
  decoded: 'decoded',
  headline: (level, isolation, seed) => `level ${level}, isolation ${isolation}, seed ${seed}`,
  event: { open: 'connects', end: 'closed', reset: 'reset (RST)', refused: 'connection refused' },
  opensSocket: 'opens a socket',
  endOfStream: 'end of stream (FIN)',
  lengthIs: (count) => `length ${count}`,
  moreToCome: (count) => `(${count} more to come)`,
  partOfHeader: (have, all, what) => `${have} of ${all} bytes of ${what === 'length' ? 'a length' : 'type and length'}`,
  typeIs: (type) => `type ${type}${type === 1 ? ' (text)' : type === 2 ? ' (image)' : ''}`,
  name: 'name',
  command: 'command',
  address: 'address',
  level: 'level',
  isolation: 'isolation',
  atMost,
  lost: (lost) => `not in force on this system: ${lost.map((one) => LOST[one]).join(', ')}`,
  limits: 'at most',
  seed: 'seed',
  tookLabel: 'took',
  folder: 'folder',
  startedLabel: 'date',
  versionLabel: 'version',
  verdictLabel: 'verdict',
  requirement: 'requirement',
  whatItSays: 'what it says',
  asOther: (link) => `as ${link}`,
  sameAs: (link) => `The same as ${link}.`,
  inScenario: (name) => `In: ${name}`,
  failed: (name) => `failed: ${name}`,
  lastWords: 'last words',
  none: 'none',
  nothingCrossed: 'Nothing crossed the wire.',
  underTest: (role) => `${role} under test`,
  whatCrossed: 'what crossed the wire',
  moreEnds: (count) => `${plural(count, 'more end')} of the harness drawn on the last line.`,
  packet: {
    syn: 'connects (SYN)',
    ownPortUnseen: '; its own port was not seen, the one shown is made up',
    synAck: 'takes the connection (SYN, ACK)',
    established: 'the connection is established (ACK)',
    acknowledges: 'acknowledges (ACK)',
    closed: 'closed (by FIN or RST, which the harness cannot tell apart)',
    part: (part, parts) => `, part ${part} of ${parts}`,
    eventsNotKept: (count) => ` (${plural(count, 'further event')} of this scenario were not kept)`,
    aboutCaptured:
      'Captured by tcpdump on the host of the submission; checksums that the host left to its network card are filled in.',
    aboutMadeUp:
      'Made from what sockspec saw at its own end of each connection: bytes, times, addresses and ports are real; ' +
      'handshakes, acknowledgements, sequence numbers and the other fields of the headers are made up to go with them.',
  },
}

const size = (octets: number): string => `${grouped(mebibytes(octets))} MiB`

function atMost({ memory, processes, processors, disk, files, ...each }: Limits): string {
  const together = [
    ...(memory === undefined ? [] : [`${size(memory)} of memory`]),
    ...(processes === undefined ? [] : [plural(processes, 'process', 'processes')]),
    ...(processors === undefined ? [] : [plural(processors, 'processor')]),
    `${size(disk)} in ${plural(files, 'file')}`,
  ]
  return `${together.join(', ')}; each process ${size(each.memoryOfProcess)} of memory, ${plural(each.openFiles, 'open file')}, files of ${size(each.fileSize)}, ${grouped(each.cpuSeconds)} s of a processor`
}

const LOST: Readonly<Record<Lost, string>> = {
  bubblewrap: 'bubblewrap (what is mounted within a folder of the system keeps its own rights)',
  memory: 'a limit on memory in sum',
  processes: 'a limit on processes',
  processors: 'a limit on processors',
}
