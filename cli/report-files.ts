import type { Envelope } from '@cucumber/messages'
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { existsSync, statSync, unlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { SetupError } from '../harness/findings/violation.js'
import type { Format, ReportOrder } from '../results/format.js'
import type { Report } from '../results/result.js'

/** The reports of one run, each opened before the run begins so that nothing graded is lost to a path that cannot be written. */
export interface Reports {
  /** set where the stream of Cucumber's messages is wanted */
  readonly messages: { add: (pass: number, lane: number, envelope: Envelope) => void } | undefined
  write(report: Report): Promise<void>
  /** Nothing will be written: files that were made only to see whether they can be are taken away again. */
  abandon(): void
}

/** Opens the files. Throws SetupError where one cannot be written, two want the same place, or a terminal would have to show a capture. */
export async function openReports(orders: readonly ReportOrder[]): Promise<Reports> {
  const toStdout = orders.filter((order) => order.path === undefined)
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
  const files = await Promise.all(
    orders.map(async (order) => ({ order, file: order.path === undefined ? undefined : await openFile(order.path) })),
  )
  const wanted: readonly { order: ReportOrder; file: FileHandle | undefined }[] =
    toStdout.length > 0 ? files : [...files, { order: { format: 'terminal' }, file: undefined }]
  const collected: { pass: number; lane: number; envelope: Envelope }[] = []
  return {
    abandon: () => {
      for (const path of paths) if (existsSync(path) && statSync(path).size === 0) unlinkSync(path)
    },
    messages: orders.some((order) => order.format === 'messages')
      ? { add: (pass, lane, envelope) => void collected.push({ pass, lane, envelope }) }
      : undefined,
    write: async (report) => {
      for (const { order, file } of wanted) {
        const content = await formatted(order.format, report, collected, file === undefined)
        if (file) {
          await file.truncate(0)
          await file.writeFile(content)
          await file.close()
        } else await new Promise<void>((resolve) => process.stdout.write(content, () => resolve()))
      }
    },
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    await makeFolder(dirname(path))
    return await open(path, 'a+').then(async (file) => {
      // Opened for appending only to learn whether it can be written: an earlier report stays until there is a new one.
      await file.close()
      return open(path, 'r+')
    })
  } catch (error) {
    throw new SetupError(`the report ${path} cannot be written: ${(error as Error).message}`)
  }
}

/** The folder and those above it. Not by mkdir's `recursive`, which never comes back where a folder cannot hold another (/proc). */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return
  await makeFolder(dirname(path))
  await mkdir(path).catch((error: unknown) => {
    // Another report of the same run goes there too, and was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  })
}

/** Each formatter is loaded only where it is used. */
async function formatted(
  format: Format,
  report: Report,
  messages: readonly { pass: number; lane: number; envelope: Envelope }[],
  toStdout: boolean,
): Promise<string | Uint8Array> {
  switch (format) {
    case 'terminal': {
      const { formatTerminal, COLOURS, NO_COLOURS } = await import('../results/terminal.js')
      return formatTerminal(report, toStdout && wantsColours() ? COLOURS : NO_COLOURS)
    }
    case 'json':
      return (await import('../results/json.js')).formatJson(report)
    case 'junit':
      return (await import('../results/junit.js')).formatJUnit(report)
    case 'html':
      return (await import('../results/html.js')).formatHtml(report)
    case 'messages':
      return (await import('../results/messages.js')).formatMessages(messages)
    case 'pcapng':
      return (await import('../results/pcapng.js')).formatPcapng(report)
  }
}

/** On a terminal, unless NO_COLOR (no-color.org) is set. */
const wantsColours = (): boolean => process.stdout.isTTY && !process.env['NO_COLOR']
