import type { Envelope } from '@cucumber/messages'
import { SetupError } from '../harness/findings/violation.js'
import { formatted, type ReportOrder } from '../results/format.js'
import { columnsFor, FULL } from '../results/layout.js'
import type { LaneMessage } from '../results/messages.js'
import type { Report } from '../results/result.js'
import { openTarget, standardOutput } from './report-target.js'

/** The reports of one run, each opened before the run begins so that what can be known then is told before anything is graded. */
export interface Reports {
  /** set where the stream of Cucumber's messages is wanted */
  readonly messages: { add: (pass: number, lane: number, envelope: Envelope) => void } | undefined
  /** Writes all of them, and gives a line for each that could not be. */
  write(report: Report): Promise<string[]>
  /** Nothing will be written: files that were made only to see whether they can be are taken away again. */
  abandon(): void
}

/** Opens the files. Throws SetupError where one cannot be written, two want the same place, or a terminal would have to show a capture. */
export async function openReports(
  orders: readonly ReportOrder[],
  { isQuiet = false, isVerbose = false }: { readonly isQuiet?: boolean; readonly isVerbose?: boolean } = {},
): Promise<Reports> {
  const toStdout = orders.filter((order) => order.path === undefined)
  if (isQuiet && toStdout[0])
    throw new SetupError(
      `--quiet has a line on standard output, and no more: give the report a path, as in --report ${toStdout[0].format}=PATH`,
    )
  if (toStdout.length > 1)
    throw new SetupError(
      `only one report can go to standard output; give the others a path, as in --report ${toStdout[1]?.format ?? 'json'}=PATH`,
    )
  if (toStdout[0]?.format === 'pcapng' && process.stdout.isTTY)
    throw new SetupError(
      'a capture is not for a terminal to show: give it a path, as in --report pcapng=capture.pcapng',
    )
  const paths = orders.flatMap((order) => order.path ?? [])
  const twice = paths.find((path, index) => paths.indexOf(path) !== index)
  if (twice !== undefined) throw new SetupError(`two reports want to be written to ${twice}`)
  const wanted: readonly ReportOrder[] = toStdout.length > 0 ? orders : [...orders, { format: 'terminal' }]
  const opened = await Promise.allSettled(
    wanted.map(async ({ format, path }) => ({
      format,
      path,
      target: path === undefined ? standardOutput : await openTarget(path),
    })),
  )
  const ready = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const abandon = (): void => {
    for (const { target } of ready) target.abandon()
  }
  if (ready.length < wanted.length) {
    abandon()
    throw new SetupError(
      opened
        .flatMap((one, index) => (one.status === 'rejected' ? [failure(wanted[index]?.path, one.reason)] : []))
        .join('\n'),
    )
  }
  const collected: LaneMessage[] = []
  return {
    abandon,
    messages: orders.some((order) => order.format === 'messages')
      ? { add: (pass, lane, envelope) => void collected.push({ pass, lane, envelope }) }
      : undefined,
    write: async (report) => {
      const written = await Promise.allSettled(
        ready.map(async ({ format, path, target }): Promise<string[]> => {
          const content = await formatted(format, {
            report,
            messages: collected,
            colours: path === undefined && wantsColours(),
            isQuiet: path === undefined && isQuiet,
            // Of a file there is no second look.
            layout: path === undefined ? { columns: columnsFor(process.stdout.columns), isVerbose } : FULL,
          })
          return target.write(content).then(
            () => [],
            (error: unknown) => [failure(path, error)],
          )
        }),
      )
      return written.flatMap((one) => {
        if (one.status === 'rejected') throw one.reason
        return one.value
      })
    },
  }
}

const failure = (path: string | undefined, error: unknown): string =>
  `the report ${path ?? 'on standard output'} cannot be written: ${(error as Error).message}`

/** On a terminal, unless NO_COLOR (no-color.org) is set. */
const wantsColours = (): boolean => process.stdout.isTTY && !process.env['NO_COLOR']
