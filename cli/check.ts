import { randomBytes } from 'node:crypto'
import { check } from '../engine/check.js'
import type { Findings } from '../engine/run.js'
import { interruptedFindings } from '../engine/unjudged.js'
import { workingDirectoryFor } from '../engine/working-directory.js'
import type { NamespaceHost } from '../harness/hosts/namespace/namespace-host.js'
import type { WorkingDirectory } from '../harness/programs/working-directory.js'
import { settingsOf } from '../harness/messages/settings.js'
import { takePrecedence } from '../harness/programs/priority.js'
import type { Waiting } from '../harness/findings/waiting.js'
import { LANGUAGES } from '../results/words/languages.js'
import { plural } from '../results/words/en/numbers.js'
import { packageVersion } from './version.js'
import { failedIn, verdictsOf } from '../results/changes.js'
import { reportOf, type Report } from '../results/result.js'
import { exitStatusOf } from '../results/verdict.js'
import { isBuiltIn, readSpecification } from '../specification/catalogue.js'
import { select } from '../specification/select.js'
import type { Requirement, Role, Specification } from '../specification/specification.js'
import { rememberedVerdicts, rememberVerdicts } from './last-run.js'
import { complain } from './say.js'
import { openLab } from './lab.js'
import { parseCheckOptions, type CheckOptions, type RawCheckOptions } from './check-options.js'
import { expectedSubject, openNamespace, openSandboxFor, remarkOn, subjectOf, type OpenLab } from './check-subject.js'
import { takeInterruptions } from './interruption.js'
import { Progress } from './progress.js'
import { openReports } from './report-files.js'

/** How long whoever reads the reports of an interrupted check may take, ms: who interrupts one wants it to end. */
const TELLING_MS = 1_500
/** How long an engine may take to remove what an interrupted check had there, ms; what it has not done then, the next check or `sockspec clean` does. */
const TIDYING_MS = 10_000

/** What a run does that follows another, and is told beside it. */
export interface Sequel {
  /** identifiers of what is checked before all others */
  readonly first: readonly string[]
  /** told of that alone, as soon as it is judged */
  readonly onFirst: (report: Report) => void
  /** told of all, before the reports are written */
  readonly onReport: (report: Report) => void
}

/** The requirements that the options select. Throws SetupError. */
export const selected = (
  specification: Specification,
  { level, only, skip, network }: Pick<CheckOptions, 'level' | 'only' | 'skip' | 'network'>,
): Requirement[] => select(specification, { level, ...(only ? { only } : {}), ...(skip ? { skip } : {}), network })

/** What `--last-failed` selects; undefined where that is everything. */
async function failedLast(
  protocol: string,
  options: CheckOptions,
  specification: Specification,
): Promise<string[] | undefined> {
  const verdicts = await rememberedVerdicts(protocol, options)
  const known = selected(specification, { ...options, level: 'strict' }).map(({ id }) => id)
  const failed = failedIn(verdicts ?? {}).filter((id) => known.includes(id))
  if (failed.length > 0) return failed
  if (!options.isQuiet)
    complain(
      verdicts
        ? 'sockspec: nothing failed when this was checked last: everything is checked'
        : 'sockspec: no earlier check of this command in this folder is remembered: everything is checked',
    )
  return undefined
}

/** Runs `sockspec check` and gives its exit status. Throws SetupError. `sequel`: where it follows another run. */
export async function checkCommand(
  protocol: string,
  command: readonly string[],
  raw: RawCheckOptions,
  sequel?: Sequel,
): Promise<number> {
  const given = parseCheckOptions(protocol, command, raw)
  const specification = await specificationFor(protocol, given.role)
  const only = given.lastFailed ? await failedLast(protocol, given, specification) : given.only
  const options: CheckOptions = { ...given, only }
  const requirements = selected(specification, options)
  const settings = settingsOf(
    specification.options,
    options.settings,
    `the ${specification.role} of ${specification.protocol}`,
  )
  const reports = await openReports(options.reports, options)
  const progress = new Progress(process.stderr)
  const words = await LANGUAGES[options.lang]()
  const onWaiting = (waiting: Waiting): void => {
    if (!interruption.isUnderWay && !options.isQuiet) progress.say(words.waiting(waiting))
  }
  const seed = options.seed ?? randomBytes(4).toString('hex')
  const [began, startedAt] = [performance.now(), new Date()]
  let done = 0
  let judged: () => Findings = () => new Map()
  let description = expectedSubject(options)
  const reportNow = (findings: Findings, capture?: Buffer, of: readonly Requirement[] = requirements): Report =>
    reportOf({
      words,
      version: packageVersion(),
      startedAt,
      ...(options.name === undefined ? {} : { name: options.name }),
      ...(capture ? { capture } : {}),
      specification,
      requirements: of,
      findings,
      level: options.level,
      asked: options.only ?? [],
      seed,
      durationMs: performance.now() - began,
      subject: description,
    })
  /** under way or done: nothing is told twice */
  let telling: Promise<readonly string[]> | undefined
  const tell = (report: Report): Promise<readonly string[]> => {
    progress.clear()
    return (telling ??= reports.write(report))
  }
  /** That it cannot be remembered matters only to who asks for what was. */
  const remember = ({ result }: Report): Promise<void> =>
    rememberVerdicts(protocol, options, verdictsOf(result)).catch((error: unknown) => {
      if (options.lastFailed)
        progress.say(
          `sockspec: what failed cannot be remembered for the next --last-failed: ${(error as Error).message}`,
        )
    })
  let lab: OpenLab | undefined
  let network: Promise<NamespaceHost> | undefined
  let folders: WorkingDirectory | undefined
  /** What cannot be removed says nothing of the submission: the verdicts stay as they are. */
  const dispose = async (): Promise<void> => {
    // Of what could not be opened nothing is left.
    const opened = await (lab ?? network)?.catch(() => undefined)
    for (const [what, made] of [
      ['the network of the check', opened],
      ["the submission's working directory", folders],
    ] as const) {
      await made?.dispose().catch((error: unknown) => {
        progress.say(`sockspec: warning: ${what} could not be removed: ${(error as Error).message}`)
      })
    }
  }
  /** What is judged so far is told, and all the rest as inconclusive; so long as whoever reads it takes it. */
  const tellInterrupted = async (): Promise<void> => {
    const isTold = telling !== undefined
    if (!isTold && !options.isQuiet)
      progress.say(`sockspec: interrupted after ${plural(done, 'scenario')}; what was judged is reported`)
    const late = new Promise<string[]>((resolve) =>
      setTimeout(resolve, TELLING_MS, ['not all reports could be written: whoever reads them has not taken them']),
    )
    const told = telling ?? tell(reportNow(interruptedFindings(requirements, judged())))
    const unwritten = await Promise.race([told, late])
    // Of those that were being written already whoever began that tells.
    if (!isTold) for (const line of unwritten) progress.say(`sockspec: ${line}`)
  }
  takePrecedence()
  const interruption = takeInterruptions(async () => {
    // Something may still run in them: they go with the exit, as that does.
    folders = undefined
    // A run of several is ended for the next one: nobody wants to read half of it.
    await Promise.all([sequel ? undefined : tellInterrupted(), dispose()])
  }, TIDYING_MS)
  try {
    const made = await subjectOf(options, specification, {
      lab: () => (lab = openLab(options, specification, onWaiting)),
      namespace: () => (network = openNamespace()),
      sandbox: async () => {
        const sandbox = openSandboxFor(options, specification)
        network = sandbox
        return sandbox
      },
      folders: async () => (folders = await workingDirectoryFor(specification, options.settings, options.cwd)),
    })
    description = made.description
    const remark = remarkOn(options, specification)
    if (remark !== undefined && !options.isQuiet) progress.say(`sockspec: ${remark}`)
    const captures = options.reports.some(({ format }) => format === 'pcapng')
    if (captures) await (await lab)?.startCapture()
    const findingsOf = (some: readonly Requirement[]): Promise<Findings> =>
      check({
        specification,
        requirements: some,
        subject: made.subject,
        seed,
        settings,
        timeout: options.timeout,
        onFinding: (requirement, _finding, count, all) => {
          if (interruption.isUnderWay) return
          done = count
          if (options.isQuiet) return
          progress.show(`${count} of ${all} scenarios  ${requirement.id}`)
        },
        onBegun: (asked) => (judged = asked),
        onWaiting,
        ...(reports.messages ? { onEnvelope: reports.messages.add } : {}),
      })
    const first = requirements.filter(({ id }) => sequel?.first.includes(id))
    const early: Findings = first.length > 0 ? await findingsOf(first) : new Map()
    if (first.length > 0) {
      await interruption.unlessInterrupted()
      progress.clear()
      sequel?.onFirst(reportNow(early, undefined, first))
    }
    const rest = requirements.filter((requirement) => !first.includes(requirement))
    const findings: Findings = rest.length > 0 ? new Map([...early, ...(await findingsOf(rest))]) : early
    const capture = captures ? await (await lab)?.stopCapture() : undefined
    // Before anything is removed: whatever becomes of that, the results are told.
    await interruption.unlessInterrupted()
    const report = reportNow(findings, capture)
    await remember(report)
    progress.clear()
    sequel?.onReport(report)
    const unwritten = await tell(report)
    for (const line of unwritten) progress.say(`sockspec: ${line}`)
    return unwritten.length > 0 ? 2 : exitStatusOf(report.result.verdict)
  } catch (error) {
    await interruption.unlessInterrupted()
    // Where nothing is told, nothing stays that looks like a report.
    if (!telling) reports.abandon()
    throw error
  } finally {
    await interruption.unlessInterrupted()
    progress.clear()
    await dispose()
  }
}

/** What the check is about. Only a folder of one's own is looked at for mistakes: that takes longer than the start of a check may. */
async function specificationFor(protocol: string, role: Role): Promise<Specification> {
  if (isBuiltIn(protocol)) return readSpecification(protocol, role)
  const { readSound } = await import('../engine/linting/read-sound.js')
  return readSound(protocol, role)
}
