import { describe, expect, it } from 'vitest'
import { english } from '../../results/words/en.js'
import { LANGUAGES } from '../../results/words/languages.js'
import type { PairFinding } from '../../results/interop-finding.js'
import type { Words } from '../../results/words/words.js'
import { expectLine, inner, LANGUAGES as OF_PROGRAMS, observations, saidBy } from '../support/samples.js'

/** What reads the same in every language, since all of it quotes somebody, or is a number. */
const NO_WORDS: readonly string[] = ['iterative', '403', '"QUIT": "200 ok"']

/** Labels that are the same word in another language. */
const SAME_LABELS = ['info', 'error']

/** A text without what it quotes: in quotation marks, as code, or behind a colon as a program of the system has said it. */
const unquoted = (text: string): string =>
  text.replaceAll(/"(?:[^"\\]|\\.)*"|b?'[^']*'/g, '"').replace(': bwrap: cannot do that', '')

/** Words that only an English sentence has. */
const ENGLISH = /(?<![\w-])(?:the|was|were|with|not|of|and|which|that|has|have|its|came|but|from)(?![\w-])/

const inEnglish = saidBy(english)
const others = Object.entries(LANGUAGES).filter(([tag]) => tag !== 'en')

/** All texts among labels, those in them too. */
const texts = (labels: object): string[] =>
  Object.values(labels).flatMap((value: unknown) =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? texts(value) : [],
  )

const ENDED = { kind: 'status', status: 1 } as const
/** What can come of a client with a server. */
const PAIRS: readonly PairFinding[] = [
  { kind: 'served' },
  { kind: 'server-not-started', why: 'X' },
  { kind: 'server-died', ending: ENDED, lastWords: '' },
  { kind: 'server-died', ending: { kind: 'signal', signal: 'SIGSEGV' }, lastWords: 'X' },
  { kind: 'client-ended-badly', ending: ENDED, lastWords: 'X' },
  { kind: 'client-still-runs', seconds: 10, shown: true },
  { kind: 'client-still-runs', seconds: 10, shown: false },
  { kind: 'reply-not-shown', lastWords: '' },
  { kind: 'reply-not-shown', lastWords: '', part: { which: 'first', octets: 1, all: 20 } },
  { kind: 'reply-not-shown', lastWords: '', part: { which: 'last', octets: 10, all: 20 } },
  { kind: 'own-message' },
  { kind: 'not-tried', why: 'X' },
]

const EXAMPLES: readonly ((words: Words) => string)[] = [
  ({ labels }) => labels.atThisStep('client A connects', 'x'),
  ...[1, 2].flatMap((count) => [
    ({ labels }: Words) => labels.causes(count, 9, false),
    ({ labels }: Words) => labels.causes(count, 9, true),
    ({ labels }: Words) => labels.andMore(count),
    ({ labels }: Words) => labels.moreCauses(count),
  ]),
  ({ labels }) => labels.theSameFor('TCP-ECHO-S1'),
  ({ labels }) => labels.onTheWire('server'),
  ({ labels }) => labels.onTheWire('client'),
  ({ labels }) => labels.moreEvents(1),
  ({ labels }) => labels.moreEvents(2),
  ({ labels }) => labels.took('1.5'),
  ({ labels }) => labels.firstDifference('457'),
  ({ labels }) => labels.headline('strict', 'none', '1'),
  ({ labels }) => labels.lengthIs('4'),
  ({ labels }) => labels.moreToCome('1'),
  ({ labels }) => labels.moreToCome('2'),
  ({ labels }) => labels.partOfHeader(1, 4, 'length'),
  ({ labels }) => labels.partOfHeader(1, 5, 'type and length'),
  ({ labels }) => labels.typeIs(1),
  ({ labels }) => labels.typeIs(2),
  ({ labels }) =>
    labels.atMost({
      memoryOfProcess: 1 << 30,
      openFiles: 1,
      fileSize: 1 << 20,
      cpuSeconds: 600,
      disk: 1 << 27,
      files: 1,
    }),
  ({ labels }) =>
    labels.atMost({
      memory: 1 << 30,
      processes: 1,
      processors: 2,
      memoryOfProcess: 1 << 30,
      openFiles: 4096,
      fileSize: 1 << 20,
      cpuSeconds: 600,
      disk: 1 << 27,
      files: 32_768,
    }),
  ({ labels }) => labels.lost(['bubblewrap', 'memory', 'processes', 'processors']),
  ({ labels }) => labels.asOther('X'),
  ({ labels }) => labels.sameAs('X'),
  ({ labels }) => labels.inScenario('X'),
  ({ labels }) => labels.failed('X'),
  ({ labels }) => labels.underTest('server'),
  ({ labels }) => labels.underTest('client'),
  ({ labels }) => labels.moreEnds(1),
  ({ labels }) => labels.moreEnds(2),
  ({ labels }) => labels.packet.part(1, 2),
  ({ labels }) => labels.packet.eventsNotKept(1),
  ({ labels }) => labels.packet.eventsNotKept(2),
  ({ classLabels }) => classLabels.title('lab3'),
  ({ classLabels }) => classLabels.submissions(1),
  ({ classLabels }) => classLabels.submissions(2),
  ({ classLabels }) => classLabels.failedBy(1, 2),
  ({ classLabels }) => classLabels.pointsOf('1', '2'),
  ({ classLabels }) => classLabels.differentIsolations('part-1 none, part-2 sandbox'),
  ({ classLabels }) => classLabels.outcome.leavesTooMuch('64', '20 000'),
  ({ classLabels }) => classLabels.studentsWith(2, '1', '2'),
  ...(['symbolic-link', 'hard-link', 'device', 'fifo', 'socket', 'unknown'] as const).flatMap((what) => [
    ({ classLabels }: Words) => classLabels.note.leftOut('a', what),
    ({ classLabels }: Words) => classLabels.outcome.notAFile(what),
  ]),
  ({ classLabels }) => classLabels.note.moreLeftOut(1),
  ({ classLabels }) => classLabels.note.moreLeftOut(2),
  ({ classLabels }) => classLabels.note.renamed('a', 'b'),
  ({ classLabels }) => classLabels.note.notUnpacked('a', 'X.'),
  ({ classLabels }) => classLabels.note.lineEndsMended('a'),
  ({ classLabels }) => classLabels.outcome.notBuilt('make', classLabels.outcome.status(2)),
  ({ classLabels }) => classLabels.outcome.notBuilt('make', classLabels.outcome.signal('SIGKILL')),
  ({ classLabels }) => classLabels.outcome.notBuilt('make', classLabels.outcome.tooLong('60')),
  ({ classLabels }) => classLabels.outcome.notBuilt('make', classLabels.outcome.noSuchTool('make')),
  ({ classLabels }) => classLabels.outcome.undecided('a, b'),
  ({ classLabels }) => classLabels.outcome.nothingToStart(undefined),
  ({ classLabels }) => classLabels.outcome.nothingToStart('server.py'),
  ({ classLabels }) => classLabels.outcome.ownFileProblem({ kind: 'no-start' }),
  ({ classLabels }) => classLabels.outcome.ownFileProblem({ kind: 'unknown-key', key: 'a' }),
  ({ classLabels }) => classLabels.outcome.ownFileProblem({ kind: 'not-a-command', key: 'start' }),
  ({ classLabels }) => classLabels.outcome.unreadable('EACCES'),
  ({ classLabels }) => classLabels.outcome.notAnArchive('unknown'),
  ({ classLabels }) => classLabels.outcome.notAnArchive('zip'),
  ({ classLabels }) => classLabels.outcome.unknownArchive('rar'),
  ({ classLabels }) => classLabels.outcome.encrypted('a'),
  ({ classLabels }) => classLabels.outcome.unstorable('a', 'ENAMETOOLONG'),
  ({ classLabels }) => classLabels.outcome.leavesFolder('../a'),
  ...(['files', 'bytes', 'ratio', 'depth'] as const).map(
    (what) => (words: Words) => words.classLabels.outcome.tooMuch(what, '10'),
  ),
  ({ classLabels }) => classLabels.interop.title('lab3'),
  ({ classLabels }) => classLabels.interop.matrixTitle('a', 'b'),
  ({ classLabels }) => classLabels.interop.counts(1, 2),
  ({ classLabels }) => classLabels.interop.counts(2, 1),
  ({ classLabels }) => classLabels.interop.works(1, 2),
  ({ classLabels }) => classLabels.interop.works(2, 2),
  ({ classLabels }) => classLabels.interop.pair('a', 'b'),
  ({ classLabels }) => classLabels.interop.leftOutAs('X', 'server'),
  ({ classLabels }) => classLabels.interop.leftOutAs('X', 'client'),
  ({ classLabels }) => classLabels.interop.coreFailed(['X']),
  ({ classLabels }) => classLabels.interop.coreNotJudged(['X']),
  ({ classLabels }) => classLabels.interop.where('none'),
  ({ classLabels }) => classLabels.interop.where('sandbox'),
  ...PAIRS.map(
    (finding) =>
      ({ classLabels }: Words) =>
        classLabels.interop.finding(finding),
  ),
  ({ classLabels }) => classLabels.outcome.notSetUp('X'),
  ({ classLabels }) => classLabels.outcome.brokeOff('X'),
  (words) => words.waiting({ kind: 'time-wait', port: 3500, leftBy: 'server' }),
  (words) => words.waiting({ kind: 'time-wait', port: 3500, leftBy: 'earlier-program' }),
  (words) => words.waiting({ kind: 'loopback-alone', host: '127.0.0.1' }),
  (words) => words.waiting({ kind: 'image', image: 'x', comes: 'built' }),
  (words) => words.waiting({ kind: 'image', image: 'x', comes: 'pulled' }),
  (words) => words.ending({ kind: 'status', status: 1 }),
  (words) => words.ending({ kind: 'signal', signal: 'SIGSEGV' }),
]

describe.each(others)('the language %s', (_, load) => {
  it('says every sample in one line of its own, not in English', async () => {
    const words = await load()
    const said = saidBy(words)
    let count = 0
    for (const [what, values] of Object.entries(said))
      for (const [index, [, text]] of values.entries()) {
        expectLine(text)
        if (NO_WORDS.includes(text)) continue
        expect(text).not.toBe(inEnglish[what]?.[index]?.[1])
        expect(unquoted(text)).not.toMatch(ENGLISH)
        count++
      }
    expect(count).toBeGreaterThan(500)
  })

  it('tells the kinds apart', async () => {
    for (const [what, values] of Object.entries(saidBy(await load()))) {
      const kindOf = new Map<string, string>()
      for (const [{ kind }, text] of values) {
        expect(kindOf.get(text) ?? kind, `the ${what}: ${text}`).toBe(kind)
        kindOf.set(text, kind)
      }
    }
  })

  it('tells the flaws of a message apart', async () => {
    const words = await load()
    for (const kind of ['no-json-frame', 'request-not-understood', 'head-not-understood'] as const) {
      const of = observations[kind].map((sample) => words.observation(sample))
      expect(new Set(of).size).toBe(of.length)
    }
  })

  it('says within another what was found with its own words', async () => {
    const words = await load()
    for (const samples of [observations['clients-unserved'], observations['farewell-unanswered']])
      for (const sample of samples) expect(words.observation(sample)).toContain(words.observation(sample.inner))
    expect(words.note({ kind: 'first-failed', first: inner })).toContain(words.observation(inner))
    expect(words.seen({ kind: 'not-served', inner })).toContain(words.observation(inner))
  })

  it('says what holds only on a terminal', async () => {
    const words = await load()
    for (const language of OF_PROGRAMS)
      for (const missing of ['end', 'output', 'message'] as const) {
        const text = words.onlyOnTerminal(missing, language)
        expectLine(text)
        expect(unquoted(text)).not.toMatch(ENGLISH)
      }
  })

  it('has labels of its own', async () => {
    const words = await load()
    const own = [...texts(words.labels), ...texts(words.classLabels)]
    const theirs = [...texts(english.labels), ...texts(english.classLabels)]
    expect(own.length).toBe(theirs.length)
    for (const [index, text] of own.entries()) {
      expect(text.trim()).not.toBe('')
      expect(unquoted(text)).not.toMatch(ENGLISH)
      if (!SAME_LABELS.includes(text)) expect(text).not.toBe(theirs[index])
    }
  })

  it('has labels with values of its own', async () => {
    const words = await load()
    for (const example of EXAMPLES) {
      const text = example(words)
      expect(text).not.toMatch(/undefined|\[object|NaN| {2}/)
      expect(unquoted(text)).not.toMatch(ENGLISH)
      expect(text).not.toBe(example(english))
    }
  })
})
