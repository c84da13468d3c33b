import type { Settings } from '../harness/settings.js'
import { copiesOf, currentDirectory, freshFolders, type WorkingDirectory } from '../harness/working-directory.js'
import type { Specification } from '../specification/specification.js'

/**
 * Where the processes of a submission run: in copies of `cwd` where one is given, in folders of their own where the specification asks for that, else
 * in the present one. Throws SetupError where `cwd` is no folder.
 */
export async function workingDirectoryFor({ freshDirectory, options, text }: Specification, given: Settings = {}, cwd?: string): Promise<WorkingDirectory> {
  if (cwd !== undefined) return copiesOf(cwd)
  if (!freshDirectory) return currentDirectory()
  const { 'stored-as': storedAs, 'send-file': sendFile } = { ...options, ...given }
  // The files that the protocol is about: those that options name, and those that the feature does.
  const named = [...text.matchAll(/"([\w-]+\.\w{1,4})"/g)].map(([, name = '']) => name)
  return freshFolders([storedAs, sendFile, ...named].filter((name) => name !== undefined))
}
