import { dirname } from 'node:path'

/** What a submission sees of the file system, as data: nothing else of this machine is there. */
export interface View {
  /** folders and files of this machine, each at a place of its own; in the order in which they are to be mounted */
  readonly mounts: readonly Mount[]
  /** links that the system has at its root, as bin, which leads to usr/bin */
  readonly links: readonly { readonly path: string; readonly target: string }[]
  /** folders that are there and empty */
  readonly covered: readonly string[]
}

export interface Mount {
  readonly from: string
  readonly to: string
  readonly writable: boolean
}

export const isIn = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`)

/** Where programs and their libraries are; who may run what there is the same for everybody on this machine. */
export const SYSTEM = ['/usr', '/opt', '/nix', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32']

/** What programs read of /etc; nothing that is somebody's secret, or tells who uses this machine. */
export const SETTINGS = [
  'alternatives',
  'ca-certificates',
  'crypto-policies',
  'debian_version',
  'fonts',
  'host.conf',
  'inputrc',
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'localtime',
  'magic',
  'mime.types',
  'mono',
  'networks',
  'os-release',
  'perl',
  'pki/tls/certs',
  'protocols',
  'rpc',
  'services',
  'ssl/certs',
  'ssl/openssl.cnf',
  'terminfo',
  'timezone',
].map((name) => `/etc/${name}`)

/** Java and others have a folder with their version in its name there. */
export const SETTINGS_OF_LANGUAGES = /^(?:java|python|ruby|php|lua)[\w.-]*$/

/** The order in which things can be mounted: a folder before what is in it. */
const byPlace = (one: { readonly to: string }, other: { readonly to: string }): number =>
  one.to < other.to ? -1 : one.to > other.to ? 1 : 0

/** Of what is to be seen as it is here, what is not already seen in another of them. */
export function outermost(paths: readonly string[]): string[] {
  const all = [...new Set(paths)]
  return all.filter((path) => !all.some((other) => other !== path && isIn(path, other)))
}

export interface ViewOptions {
  /** of the system's and of languages' folders and files, those that are there; links at the root come apart */
  readonly visible: readonly string[]
  readonly links: View['links']
  /** what is ours to put there, at its place */
  readonly own: readonly Mount[]
  /** what must not be seen, though it lies in something visible */
  readonly hidden: readonly string[]
}

export function viewOf({ visible, links, own, hidden }: ViewOptions): View {
  const seen = outermost(visible)
  return {
    mounts: [...seen.map((path) => ({ from: path, to: path, writable: false })), ...own].sort(byPlace),
    links,
    covered: hidden.filter(
      (path) => seen.some((folder) => isIn(path, folder)) && !own.some(({ to }) => isIn(to, path)),
    ),
  }
}

/** The folders around a place, outermost first, without the root. */
export function around(path: string): string[] {
  const parent = dirname(path)
  return parent === '/' ? [] : [...around(parent), parent]
}
