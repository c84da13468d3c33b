import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where compilers that are not the system's find their own parts, by the variable that tells them: those that are there. */
export function toolFolders(): Record<string, string> {
  // Rust's compilers, where rustup has put them, are found by this alone.
  const rustup = process.env['RUSTUP_HOME'] ?? join(homedir(), '.rustup')
  const java = process.env['JAVA_HOME']
  return {
    ...(existsSync(rustup) ? { RUSTUP_HOME: rustup } : {}),
    ...(java !== undefined && existsSync(java) ? { JAVA_HOME: java } : {}),
  }
}
