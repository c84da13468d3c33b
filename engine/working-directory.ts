import type { Settings } from '../harness/messages/settings.js'
import {
  copiesOf,
  currentDirectory,
  freshFolders,
  type WorkingDirectory,
} from '../harness/programs/working-directory.js'
import type { Specification } from '../specification/specification.js'

/**
 * Where the processes of a submission run: in copies of `cwd` where one is given, in folders of their own where the specification asks for that, else
 * in the present one. Throws SetupError where `cwd` is no folder.
 */
export async function workingDirectoryFor(
  specification: Specification,
  given: Settings = {},
  cwd?: string,
): Promise<WorkingDirectory> {
  if (cwd !== undefined) return copiesOf(cwd)
  if (!specification.freshDirectory) return currentDirectory()
  return freshFolders(protocolFiles(specification, given))
}

/** The files that the protocol is about, by name: no process is to find the student's own. */
export function protocolFiles({ freshDirectory, options, text }: Specification, given: Settings = {}): string[] {
  if (!freshDirectory) return []
  const { 'stored-as': storedAs, 'send-file': sendFile } = { ...options, ...given }
  // Those that options name, and those that the feature does.
  const named = [...text.matchAll(/"([\w-]+\.\w{1,4})"/g)].map(([, name = '']) => name)
  return [storedAs, sendFile, ...named].filter((name) => name !== undefined)
}
