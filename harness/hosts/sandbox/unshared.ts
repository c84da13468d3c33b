import { asUser, HOST_NAME, placesOf, type Enclosed } from './enclosure.js'
import { quoted } from '../../programs/terminal.js'

/**
 * The same as by bubblewrap, by the programs of util-linux and a shell. What is mounted within a folder of the system keeps its own rights, where bubblewrap
 * makes all of it read-only.
 */

/** Only root's search path is sure to have what pivot_root is in. */
const BEGIN = `set -e
PATH=$PATH:/usr/sbin:/sbin
mkdir -p "$ROOT"
mount -t tmpfs -o mode=755,size=1m,nosuid,nodev sockspec "$ROOT"
mkdir "$ROOT/.old" "$ROOT/proc" "$ROOT/dev"
seal() { mount -o remount,bind,ro "$1"; }
show() {
  if [ -d "$1" ]; then mkdir -p "$ROOT$2"; else [ -e "$ROOT$2" ] || : > "$ROOT$2"; fi
  mount --rbind "$1" "$ROOT$2"
}
mount -t proc -o nosuid,nodev,noexec proc "$ROOT/proc"
mount -t tmpfs -o mode=755,size=64k,nosuid sockspec "$ROOT/dev"
for name in null zero full random urandom tty; do show /dev/$name /dev/$name; done
mkdir "$ROOT/dev/pts" "$ROOT/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,nosuid,noexec devpts "$ROOT/dev/pts"
ln -s pts/ptmx "$ROOT/dev/ptmx"
ln -s /proc/self/fd "$ROOT/dev/fd"
ln -s /proc/self/fd/0 "$ROOT/dev/stdin"
ln -s /proc/self/fd/1 "$ROOT/dev/stdout"
ln -s /proc/self/fd/2 "$ROOT/dev/stderr"`

/**
 * The first process waits for the program, whose status is its own; when it ends, so does everything that is in there. What the shell itself would say of a
 * signal is nobody's output: in parentheses, since dash would say it where the program says its own.
 */
const END = `hostname ${HOST_NAME} 2> /dev/null || :
for name in sys sysrq-trigger irq bus; do
  [ ! -e "$ROOT/proc/$name" ] || { mount --bind "$ROOT/proc/$name" "$ROOT/proc/$name"; seal "$ROOT/proc/$name"; }
done
seal "$ROOT/dev"
seal "$ROOT"
cd "$ROOT"
pivot_root . .old
cd "$FOLDER"
umount -l /.old
unset ROOT FOLDER
set +e
exec 4>&2 2> /dev/null
trap : HUP INT QUIT TERM
( "$@" 2>&4 4>&- )
exit $?`

/** `root`: a folder that only the sandbox's own mounts have anything in. */
export function byUtilLinux({ view, identity, folder, command }: Enclosed, root: string): string[] {
  const places = placesOf(view).map((place) => {
    if ('folder' in place) return `mkdir -p "$ROOT"${quoted(place.folder)}`
    if ('covered' in place) {
      const at = `"$ROOT"${quoted(place.covered)}`
      return `mount -t tmpfs -o mode=755,size=4k,ro sockspec ${at}`
    }
    const shown = `show ${quoted(place.from)} ${quoted(place.to)}`
    return place.writable ? shown : `${shown}; seal "$ROOT"${quoted(place.to)}`
  })
  const links = view.links.map(({ path, target }) => `ln -s ${quoted(target)} "$ROOT"${quoted(path)}`)
  const script = [`ROOT=${quoted(root)} FOLDER=${quoted(folder)}`, BEGIN, ...links, ...places, END].join('\n')
  return [
    ...['setpriv', '--pdeathsig=KILL', '--', 'unshare', '--pid', '--fork', '--kill-child', '--mount', '--ipc', '--uts'],
    ...['--cgroup', '--', '/bin/sh', '-c', script, 'sh', ...asUser(identity, command)],
  ]
}
