import { Violation } from '../findings/violation.js'

/** Nobody but the submission fills what it may write to. Throws Violation where it has. */
export async function whereFull<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    throw new Violation({ kind: 'disk-filled' }, { end: 'error' })
  }
}
