import { around, isIn, type View } from './view.js'

/** How a process is enclosed: in namespaces of its own for processes, mounts, IPC and its name; it has its network already. */

/** Whose rights it has in there: those of a user that is nobody else, or of a user namespace in which ours is called so. */
export type Identity = 'another-user' | 'own-user'

/** The number that it has inside either way. */
export const USER = 10_001
export const HOST_NAME = 'sandbox'
/** What root must still have in there to become that user; the kernel has one rule more for whoever is called root in a user namespace. */
const TO_CHANGE: Readonly<Record<Identity, readonly string[]>> = {
  'another-user': ['CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP'],
  'own-user': ['CAP_SETFCAP'],
}

/** Becomes the user; from then on it has no rights but those of its files. */
export const asUser = (identity: Identity, command: readonly string[]): string[] =>
  identity === 'another-user'
    ? [
        ...['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups', '--bounding-set=-all'],
        ...['--inh-caps=-all', '--no-new-privs', '--', ...command],
      ]
    : ['unshare', '--user', `--map-user=${USER}`, `--map-group=${USER}`, '--', ...command]

export interface Enclosed {
  readonly view: View
  readonly identity: Identity
  /** where it begins */
  readonly folder: string
  readonly command: readonly string[]
}

/** By bubblewrap: its first process stays in there and waits for orphans; whatever ends the one outside ends that, and with it the kernel all others. */
export function byBubblewrap({ view, identity, folder, command }: Enclosed): string[] {
  return [
    'bwrap',
    '--die-with-parent',
    ...['--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
    ...['--hostname', HOST_NAME, '--cap-drop', 'ALL'],
    ...TO_CHANGE[identity].flatMap((one) => ['--cap-add', one]),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...view.links.flatMap(({ path, target }) => ['--symlink', target, path]),
    ...placesOf(view).flatMap((place) =>
      'folder' in place
        ? ['--perms', '0755', '--dir', place.folder]
        : 'covered' in place
          ? ['--perms', '0755', '--tmpfs', place.covered, '--remount-ro', place.covered]
          : [place.writable ? '--bind' : '--ro-bind', place.from, place.to],
    ),
    ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', folder, '--'],
    ...asUser(identity, command),
  ]
}

type Place = { readonly folder: string } | View['mounts'][number] | { readonly covered: string }

/** What is to be made in which order, with the folders around each that no mount has. */
export function placesOf({ mounts, covered }: View): Place[] {
  const made = new Set<string>(['/proc', '/dev'])
  const readOnly: string[] = []
  return [
    ...mounts.flatMap((mount) => {
      const folders = around(mount.to).filter(
        (folder) => !made.has(folder) && !readOnly.some((one) => isIn(folder, one)),
      )
      for (const one of [...folders, mount.to]) made.add(one)
      if (!mount.writable) readOnly.push(mount.to)
      return [...folders.map((folder) => ({ folder })), mount]
    }),
    ...covered.map((path) => ({ covered: path })),
  ]
}
