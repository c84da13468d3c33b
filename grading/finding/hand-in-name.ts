import { archiveStem } from './archive-format.js'

/** What the name of a folder or file in a class's folder says. */
export interface HandInName {
  readonly name: string
  readonly number?: string
  /** What has the same key is the same student's; undefined where nothing but the whole name says whose it is. */
  readonly key?: string
  /** the name that the student's file had, where the export has put the student's name before it */
  readonly file?: string
  readonly late?: true
}

/** "Ana Pérez_123456_assignsubmission_file_" with the files in it, or with a file's name behind it. */
const MOODLE = /^(.+)_(\d+)_assignsubmission_[a-z]+(?:_(.*))?$/s
/** "perezana_LATE_12345_67890_server.py": the user's number, then the file's. */
const CANVAS = /^(.+?)_(LATE_)?(\d+)_(?:question_\d+_)?(\d+)_(.+)$/s
export const GRADESCOPE = /^submission_\d+$/

export function handInNameOf(entry: string, sort: 'folder' | 'file'): HandInName {
  const name = entry.normalize('NFC')
  const moodle = MOODLE.exec(name)
  if (moodle) {
    const [, who = '', number = '', file = ''] = moodle
    return {
      name: who.trim(),
      number,
      key: `moodle ${number} ${who}`,
      ...(sort === 'file' ? { file: file === '' ? name : file } : {}),
    }
  }
  const canvas = sort === 'file' ? CANVAS.exec(name) : null
  if (canvas) {
    const [, who = '', late, number = '', , file = ''] = canvas
    return { name: who, number, key: `canvas ${number} ${who}`, file, ...(late === undefined ? {} : { late: true }) }
  }
  if (GRADESCOPE.test(name)) return { name }
  return plainName(sort === 'folder' ? name : (archiveStem(name) ?? name.replace(/(?<=.)\.[^.]*$/, '')))
}

/** A student's number: long enough to be no part of a name or a lab's number, perhaps with a check digit. */
const NUMBER = /(?<![\p{L}\d])(\d{5,}(?:-[\dkK](?![\p{L}\d]))?)(?![\p{L}\d])/gu

/** "201873001-4_Ana_Pérez", "Ana Pérez (201873001)": a name that a teacher, or the students, gave. */
function plainName(text: string): HandInName {
  const numbers = [...text.matchAll(NUMBER)]
  const [found] = numbers
  const words = (part: string): string => part.replace(/[_\s]+/g, ' ').trim()
  // Of two numbers nobody knows which is the student's.
  if (numbers.length !== 1 || found === undefined) return { name: words(text) || text }
  const [whole, number = ''] = found
  const rest = [text.slice(0, found.index), text.slice(found.index + whole.length)]
    .map((part) => part.replace(/^[\s_.,()[\]-]+|[\s_.,()[\]-]+$/g, ''))
    .filter((part) => part !== '')
  return { name: words(rest.join(' ')) || text, number }
}

/**
 * The name that a file had before Canvas put a number behind it, which it does where the student hands in a file of that name again: "server-1.py".
 * Java's and C's compilers look for files by their names.
 */
export function beforeResubmission(file: string): string | undefined {
  const found = /^(.+)-\d{1,2}((?:\.tar)?\.[A-Za-z]\w*)$/.exec(file)
  return found ? `${found[1] ?? ''}${found[2] ?? ''}` : undefined
}
