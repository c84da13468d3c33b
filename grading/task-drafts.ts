import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { SetupError } from '../harness/findings/violation.js'
import { readSound } from '../engine/linting/read-sound.js'
import { protocolFolder, protocolNames, rolesIn } from '../specification/catalogue.js'
import type { Specification } from '../specification/specification.js'
import type { RawAssignment, RawTask } from './assignment-schema.js'
import type { Path } from './yaml-file.js'

/** A task on its way: what was written, where, and what it is about, so far as that can be told. */
export interface Draft {
  readonly raw: RawTask
  /** where its own keys stand: at the top, or in the list of tasks */
  readonly path: Path
  readonly specification: Specification | undefined
}

/** A value that was written once, and the tasks that it is for. */
export interface Given<K extends keyof RawTask> {
  readonly value: NonNullable<RawTask[K]>
  readonly path: Path
  readonly drafts: readonly Draft[]
}

/** Tells that something is wrong, and where. */
export type Complain = (path: Path, what: string, at?: 'key' | 'value') => void

/** The tasks of an assignment: those listed, or the one at the top. `isWhole`: nothing was taken away from what was written. */
export function draftsOf(raw: RawAssignment, file: string, isWhole: boolean, complain: Complain): Draft[] {
  if (raw.tasks === undefined)
    return [{ raw, path: [], specification: specificationOf(raw, [], raw, file, isWhole, complain) }]
  return raw.tasks.flatMap((task, index): Draft[] => {
    if (task === undefined) return []
    const path = ['tasks', index]
    return [{ raw: task, path, specification: specificationOf(task, path, raw, file, isWhole, complain) }]
  })
}

/** What a task has under a key: its own value, or what stands at the top for all. */
export function valueOf<K extends keyof RawTask>(
  key: K,
  { raw, path }: Pick<Draft, 'raw' | 'path'>,
  top: RawAssignment,
): { readonly value: NonNullable<RawTask[K]>; readonly path: Path } | undefined {
  const own = raw[key]
  if (own !== undefined) return { value: own, path: [...path, key] }
  const shared = (top as RawTask)[key]
  return shared === undefined ? undefined : { value: shared, path: [key] }
}

/** Each value that was written under a key, once, with all the tasks that it is for. */
export function givenAs<K extends keyof RawTask>(key: K, drafts: readonly Draft[], top: RawAssignment): Given<K>[] {
  const byPlace = new Map<string, Given<K>>()
  for (const draft of drafts) {
    const found = valueOf(key, draft, top)
    if (!found) continue
    const place = found.path.join('\0')
    byPlace.set(place, { ...found, drafts: [...(byPlace.get(place)?.drafts ?? []), draft] })
  }
  return [...byPlace.values()]
}

function specificationOf(
  task: RawTask,
  path: Path,
  top: RawAssignment,
  file: string,
  isWhole: boolean,
  complain: Complain,
): Specification | undefined {
  const protocol = valueOf('protocol', { raw: task, path }, top)
  const role = valueOf('role', { raw: task, path }, top)
  if (!protocol) {
    if (isWhole) complain(path, 'this task does not say its protocol: add a line such as protocol: tcp-echo')
    return undefined
  }
  try {
    const folder = folderOf(protocol.value, file)
    const roles = rolesIn(protocolFolder(folder))
    const asked = role?.value ?? 'server'
    if (!roles.includes(asked)) {
      complain((role ?? protocol).path, `${protocol.value} specifies no ${asked}: write role: ${roles.join(' or ')}`)
      return undefined
    }
    return readSound(folder, asked)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    complain(protocol.path, `protocol: ${error.message}`)
    return undefined
  }
}

/** A protocol by its name, or a folder as it is named from the file that names it. */
function folderOf(protocol: string, file: string): string {
  if (protocolNames().includes(protocol)) return protocol
  const folder = resolve(dirname(file), protocol)
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder
  if (!/[\\/]/.test(protocol)) return protocol
  throw new SetupError(`there is no folder ${folder}: give its path as it is from the folder of this file`)
}
