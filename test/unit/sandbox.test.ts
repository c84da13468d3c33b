import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lostWithout, parentsOf } from '../../harness/hosts/sandbox/control-groups.js'
import { isMapped } from '../../harness/hosts/sandbox/plan.js'
import { placesOf } from '../../harness/hosts/sandbox/enclosure.js'
import { environmentFor } from '../../harness/hosts/sandbox/environment.js'
import { LIMITS, limitsWithout } from '../../harness/hosts/sandbox/limits.js'
import { neededBy } from '../../harness/hosts/sandbox/needs.js'
import { around, isIn, outermost, viewOf } from '../../harness/hosts/sandbox/view.js'
import { english } from '../../results/words/en.js'
import { scratchFolder } from '../support/programs.js'

describe('the control groups that a check may make', () => {
  const V2 = '30 24 0:27 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n'

  it('are beside our own where the one around both gives limits', () => {
    const own = '/user.slice/user-1000.slice/user@1000.service/app.slice/vte-spawn-1.scope'
    const enabled = (folder: string): string[] => (folder.endsWith('app.slice') ? ['memory', 'pids'] : [])
    expect(parentsOf(`0::${own}\n`, V2, enabled)).toEqual([
      {
        version: 2,
        path: '/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.slice',
        controllers: ['memory', 'pids'],
      },
    ])
  })

  it('are none where nobody gives any', () => {
    expect(parentsOf('0::/\n', V2, () => [])).toEqual([])
    expect(parentsOf('', '', () => ['memory'])).toEqual([])
    expect(parentsOf('0::/\n', 'nothing of that kind\n', () => ['memory'])).toEqual([])
  })

  it('are below our own of version 1, each controller where it is', () => {
    const mounts = [
      '31 24 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory',
      '32 24 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct',
      '33 24 0:30 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw',
      '',
    ].join('\n')
    expect(parentsOf('5:memory:/a/b\n4:cpu,cpuacct:/a\n3:freezer:/\n0::/\n', mounts, () => [])).toEqual([
      { version: 1, path: '/sys/fs/cgroup/memory/a/b', controllers: ['memory'] },
      { version: 1, path: '/sys/fs/cgroup/cpu,cpuacct/a', controllers: ['cpu'] },
    ])
  })

  it('are found in a container, which has a part of them alone', () => {
    const mounts = '31 24 0:28 /docker/abc /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n'
    expect(parentsOf('8:pids:/docker/abc/inner\n', mounts, () => [])).toMatchObject([
      { path: '/sys/fs/cgroup/pids/inner' },
    ])
    expect(parentsOf('8:pids:/elsewhere\n', mounts, () => [])).toEqual([])
  })

  it('say what is lost without them', () => {
    expect(lostWithout(['memory', 'pids', 'cpu'])).toEqual([])
    expect(lostWithout(['pids'])).toEqual(['memory', 'processors'])
  })
})

describe('what is in force', () => {
  it('is told without what this system does not have', () => {
    expect(limitsWithout([])).toEqual(LIMITS)
    expect(limitsWithout(['memory', 'bubblewrap'])).not.toHaveProperty('memory')
    expect(english.labels.atMost(limitsWithout(['memory', 'processes', 'processors']))).toBe(
      '128 MiB in 32 768 files; each process 1 024 MiB of memory, 4 096 open files, files of 64 MiB, 600 s of a processor',
    )
    expect(english.labels.lost(['memory', 'processors'])).toBe(
      'not in force on this system: a limit on memory in sum, a limit on processors',
    )
  })
})

describe('what is seen in a sandbox', () => {
  const path = fc
    .array(fc.constantFrom('a', 'b', 'usr', 'lab'), { minLength: 1, maxLength: 4 })
    .map((names) => `/${names.join('/')}`)

  it('is mounted with every folder around it made before, and none in what is read-only', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 6 }), path, (visible, own) => {
        const view = viewOf({ visible, links: [], hidden: [], own: [{ from: '/mnt/1', to: own, writable: true }] })
        const [made, readOnly] = [new Set<string>(), new Set<string>()]
        for (const place of placesOf(view)) {
          if ('covered' in place) continue
          const to = 'folder' in place ? place.folder : place.to
          const isThere = (folder: string): boolean =>
            made.has(folder) || [...readOnly].some((one) => isIn(folder, one))
          expect(around(to).filter((folder) => !isThere(folder))).toEqual([])
          if ('folder' in place) expect([...readOnly].filter((one) => isIn(to, one))).toEqual([])
          else if (!place.writable) readOnly.add(to)
          made.add(to)
        }
        expect(
          [...visible, own].filter((one) => !made.has(one) && ![...readOnly].some((folder) => isIn(one, folder))),
        ).toEqual([])
      }),
    )
  })

  it('is named once, and by what is around it', () => {
    expect(outermost(['/usr', '/usr/lib', '/usrlocal', '/usr'])).toEqual(['/usr', '/usrlocal'])
  })

  it('is not the harness, where that lies in it; unless the submission lies there', () => {
    const own = { from: '/mnt/1', to: '/usr/lib/harness/samples', writable: true }
    const view = { visible: ['/usr'], links: [], hidden: ['/usr/lib/harness', '/elsewhere'] }
    expect(viewOf({ ...view, own: [] }).covered).toEqual(['/usr/lib/harness'])
    expect(viewOf({ ...view, own: [own] }).covered).toEqual([])
  })
})

describe('what a command needs to see besides the system', () => {
  const base = scratchFolder()
  const folder = join(base, 'class', 'ana')
  const install = (...path: string[]): string => {
    const program = join(base, ...path)
    mkdirSync(join(program, '..'), { recursive: true })
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 })
    return program
  }
  mkdirSync(folder, { recursive: true })
  const needs = (command: readonly string[], searchPath = '/usr/bin'): string[] => [
    ...new Set(neededBy({ command, folder, searchPath, harness: join(base, 'harness') })),
  ]

  it('is nothing where its program is of the system, or in its own folder', () => {
    install('class', 'ana', 'server')
    expect(needs(['sh', 'server.sh', '/dev/null', '{port}'])).toEqual([])
    expect(needs(['./server', join(folder, 'server')])).toEqual([])
  })

  it('is the folder that its language was installed to, and where links lead from there', () => {
    const real = install('languages', '3.12', 'bin', 'python3.12')
    mkdirSync(join(base, 'shims', 'bin'), { recursive: true })
    symlinkSync(real, join(base, 'shims', 'bin', 'python3'))
    expect(needs(['python3', 'server.py'], join(base, 'shims', 'bin'))).toEqual([
      join(base, 'shims'),
      join(base, 'languages', '3.12'),
    ])
    // Also where only a script of the submission's names it.
    expect(needs(['./run.sh'], join(base, 'shims', 'bin'))).toEqual([
      join(base, 'shims'),
      join(base, 'languages', '3.12'),
    ])
  })

  it('is the folder of a file that it names, for what lies beside that; but of one around others the file alone', () => {
    const [library, neighbour] = [install('lib', 'common.jar'), install('class', 'given.py')]
    expect(needs(['java', '-cp', `.:${library}`, 'Server'])).toEqual([join(base, 'lib')])
    expect(needs(['python3', neighbour])).toEqual([neighbour])
    expect(needs(['python3', '/', homedir(), base])).toEqual([])
  })
})

describe('the environment in a sandbox', () => {
  it('has what the program is told, which language it is, and no secret of the caller', () => {
    const callers = {
      PATH: '/usr/bin',
      AWS_SECRET_ACCESS_KEY: 'secret',
      PYTHONPATH: '/x',
      JAVA_HOME: '/opt/java',
      HOME: '/root',
    }
    const environment = environmentFor(callers, { PORT: '3500' })
    expect(environment).toMatchObject({ PATH: '/usr/bin', JAVA_HOME: '/opt/java', HOME: '/tmp', PORT: '3500' })
    expect(Object.keys(environment)).not.toContain('AWS_SECRET_ACCESS_KEY')
    expect(Object.values(environment)).not.toContain('/root')
  })
})

describe('a user namespace', () => {
  it.for<[string, string, boolean]>([
    ['of the whole system', '         0          0 4294967295\n', true],
    ['of root alone', '         0       1000          1\n', false],
    ['with a range of others', '0 1000 1\n1 100000 65536\n', true],
    ['with too few others', '0 1000 1\n1 100000 10000\n', false],
  ])('%s has the user of submissions, or has not', ([, map, has]) => {
    expect(isMapped(map, 10_001)).toBe(has)
  })
})
