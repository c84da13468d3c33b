/** Which language of several a program is run by, and its time zone: nobody's secrets. Of a terminal, what it can do. */
const KEPT = ['PATH', 'JAVA_HOME', 'GOROOT', 'PYENV_ROOT', 'PYENV_VERSION', 'RBENV_ROOT', 'VIRTUAL_ENV', 'TZ', 'TERM']

/** What a submission finds in its environment: what it is told, and what every program needs. Nothing else of the caller's. */
export function environmentFor(
  callers: Readonly<Record<string, string | undefined>>,
  told: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = KEPT.flatMap((name) => (callers[name] === undefined ? [] : [[name, callers[name]] as const]))
  return {
    ...Object.fromEntries(kept),
    HOME: '/tmp',
    TMPDIR: '/tmp',
    USER: 'submission',
    LOGNAME: 'submission',
    LC_ALL: 'C.UTF-8',
    LANG: 'C.UTF-8',
    ...told,
  }
}
