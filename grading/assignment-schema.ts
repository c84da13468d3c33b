import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { didYouMean } from '../specification/closest.js'
import type { Level, RunLevel } from '../specification/level.js'
import { packageFolder } from '../specification/package-folder.js'
import type { Role } from '../specification/specification.js'
import type { Path, Problem, YamlFile } from './yaml-file.js'

/** Where submissions are to run; `auto`: the best that this machine has. */
export type WantedIsolation = 'auto' | 'sandbox' | 'namespace' | 'docker' | 'none'

/** Points as they are written; the keys of the object that are no others are identifiers and groups. */
export type RawPoints = number | 'each' | 'per-cause' | Readonly<Record<string, number | string>>

/** The keys of a task, as they are written. What is wrong is not there any more. */
export interface RawTask {
  readonly protocol?: string
  readonly role?: Role
  readonly level?: RunLevel
  readonly start?: string | readonly string[]
  readonly build?: string | readonly string[]
  readonly port?: number
  readonly options?: Readonly<Record<string, string | number | boolean>>
  readonly timeout?: number
  readonly 'time-limit'?: number
  readonly 'build-time-limit'?: number
  readonly memory?: number
  readonly only?: readonly (string | undefined)[]
  readonly skip?: readonly (string | undefined)[]
  readonly promote?: Readonly<Record<string, Level>>
  readonly demote?: Readonly<Record<string, Level>>
  readonly points?: RawPoints
}

/** The whole file, likewise. */
export interface RawAssignment extends RawTask {
  readonly title?: string
  readonly lang?: string
  readonly isolation?: WantedIsolation
  readonly image?: string
  readonly show?: { readonly evidence?: boolean; readonly causes?: boolean; readonly hints?: boolean }
  readonly tasks?: readonly (RawTask | undefined)[]
}

/** As much of a JSON schema as ours uses. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly string[]
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, Schema>>
}

let compiled:
  | { readonly schema: Schema & { $defs: Readonly<Record<string, Schema>> }; readonly validate: ValidateFunction }
  | undefined

/** The schema as it is published: docs/assignment.schema.json is the only place that knows the keys and their bounds. */
function assignmentSchema(): NonNullable<typeof compiled> {
  if (compiled) return compiled
  const schema = JSON.parse(readFileSync(join(packageFolder('docs'), 'assignment.schema.json'), 'utf8')) as NonNullable<
    typeof compiled
  >['schema']
  const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true, multipleOfPrecision: 6 })
  compiled = { schema, validate: ajv.compile(schema) }
  return compiled
}

/** What a key of a task is where nobody says it. */
export function defaultOf(key: 'time-limit' | 'build-time-limit' | 'memory'): number {
  const value = assignmentSchema().schema.$defs[key]?.default
  if (typeof value !== 'number') throw new Error(`the schema has no default for ${key}`)
  return value
}

/** Validates what a file says: every mistake at its place, and what is left without them. */
export function validated(file: YamlFile): { readonly raw: RawAssignment; readonly problems: readonly Problem[] } {
  const { schema, validate } = assignmentSchema()
  const raw = structuredClone(file.value)
  const isValid: boolean = validate(raw)
  if (isValid) return { raw: raw as RawAssignment, problems: [] }
  const errors = (validate.errors ?? []).filter(({ schemaPath }) => !schemaPath.startsWith('#/anyOf/'))
  const told = new Map<string, Problem>()
  for (const error of errors) {
    const path = pathOf(error)
    const key = path.join('\0')
    if (told.has(key)) continue
    told.set(key, problemOf(error, path, file, schema))
  }
  for (const error of errors) remove(raw, pathOf(error))
  const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw)
  return { raw: isObject ? raw : {}, problems: [...told.values()] }
}

/** The place of a mistake: of a wrong key, that key. */
function pathOf({ instancePath, keyword, params }: ErrorObject): (string | number)[] {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  return keyword === 'additionalProperties'
    ? [...path, (params as { additionalProperty: string }).additionalProperty]
    : path
}

function problemOf(error: ErrorObject, path: Path, file: YamlFile, root: Schema): Problem {
  const parent = (error.parentSchema ?? {}) as Schema
  if (error.keyword === 'additionalProperties')
    return file.problem(
      path,
      wrongKey(String(path.at(-1)), Object.keys(parent.properties ?? {}), path.length === 1, root),
      'key',
    )
  if (path.length === 0)
    return file.problem(
      path,
      error.data === null
        ? 'the file says nothing: begin with a line such as protocol: tcp-echo'
        : error.keyword === 'anyOf'
          ? 'the file does not say what was handed in: add a line such as protocol: tcp-echo'
          : 'an assignment is made of lines such as protocol: tcp-echo',
    )
  const name = path
    .map((part) => (/^\d+$/.test(String(part)) ? `[${Number(part) + 1}]` : `.${part}`))
    .join('')
    .slice(1)
  if (error.data === null)
    return file.problem(path, `${name} has no value: it takes ${takes(parent)}; or leave the line out`)
  const guess = typeof error.data === 'string' ? didYouMean(error.data.toLowerCase(), slips(parent.enum)) : ''
  const unquoted = ['number', 'boolean'].includes(typeof error.data) && parent.type === 'string'
  return file.problem(
    path,
    `${name}: ${shown(error.data)}: it takes ${takes(parent)}${unquoted ? '; put it in quotation marks' : guess}`,
  )
}

/** Of two letters any other two are as near as a slip. */
const slips = (words: readonly string[] = []): string[] => words.filter(({ length }) => length > 2)

function wrongKey(key: string, known: readonly string[], atTop: boolean, root: Schema): string {
  const elsewhere = !atTop && Object.hasOwn(root.properties ?? {}, key)
  return `unknown key ${key}${
    elsewhere
      ? '; it belongs to the whole assignment: it begins its line, without indentation'
      : didYouMean(key.toLowerCase().replaceAll('_', '-'), known, `; known here are ${known.join(', ')}`)
  }`
}

/** What a value must be, in words. */
function takes(schema: Schema): string {
  if (schema.enum) return listed(schema.enum)
  const bounds = schema.maximum === undefined ? '' : ` from ${schema.minimum ?? 0} to ${schema.maximum}`
  const kinds = (typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])).flatMap((type) => {
    switch (type) {
      case 'integer':
        return `a whole number${bounds}`
      case 'number':
        return `a number${bounds}${Object.hasOwn(schema, 'multipleOf') ? ' with two decimals at most' : ''}`
      case 'string':
        if (schema.pattern !== undefined) return [...schema.pattern.matchAll(/[a-z-]{2,}/g)].map(String)
        return schema.maxLength === undefined ? 'a text' : `a text of 1 to ${schema.maxLength} characters`
      case 'array':
        return 'a list that is not empty'
      case 'object':
        return 'lines of keys with values'
      case 'boolean':
        return schema.type === 'boolean' ? 'true or false' : []
      default:
        return []
    }
  })
  return listed(kinds)
}

const listed = (words: readonly string[]): string => words.join(', ').replace(/, ([^,]+)$/, ' or $1')

const MOST_SHOWN = 60
function shown(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}...` : text
}

/** Takes a wrong value away, so that what is right beside it can be looked at; a list keeps its places. */
function remove(raw: unknown, path: Path): void {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((value, part) => (value as Record<string | number, unknown> | undefined)?.[part], raw)
  const key = path.at(-1)
  if (key === undefined || typeof parent !== 'object' || parent === null) return
  if (Array.isArray(parent)) parent[Number(key)] = undefined
  else Reflect.deleteProperty(parent, key)
}
