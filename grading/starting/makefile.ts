import type { Candidate } from './candidate.js'
import { placeholdersFor, type StartTask } from './decision.js'
import { folderOf, nameOf, type Listing } from './listing.js'

/** The programs that the submission's Makefiles make, as far as can be read in them: what an `-o` names, or has a rule and no ending. */
export function madeIn(listing: Listing, task: StartTask): Candidate[] {
  return listing.flatMap(({ path, text }): Candidate[] => {
    if (text === undefined || !/^(?:GNUm|[Mm])akefile$/.test(nameOf(path))) return []
    const cwd = folderOf(path)
    return programsOf(text).map(({ program, isDefault }) => ({
      command: [program.startsWith('/') ? program : `./${program.replace(/^\.\//, '')}`, ...placeholdersFor(task)],
      cwd,
      build: [isDefault ? ['make'] : ['make', program]],
      path: cwd === '.' ? program : `${cwd}/${program}`,
    }))
  })
}

interface Rule {
  readonly targets: readonly string[]
  readonly needs: readonly string[]
  readonly recipe: readonly string[]
}

/** What plain `make` makes, and what it makes only when it is asked. */
export function programsOf(makefile: string): { program: string; isDefault: boolean }[] {
  const { rules, phony } = rulesOf(makefile.replaceAll('\r', '').replace(/\\\n/g, ' '))
  const programs = new Set<string>()
  for (const { targets, needs, recipe } of rules) {
    for (const line of recipe) {
      if (/\s-c\s/.test(` ${line} `)) continue
      for (const [, out = ''] of line.matchAll(/\s-o\s*(\S+)/g)) {
        const named = out === '$@' ? targets : [out.replaceAll('$@', targets[0] ?? '')]
        for (const one of named) if (isProgram(one)) programs.add(one)
      }
    }
    // Without a recipe the built-in rule makes it of its objects.
    const byRule = recipe.length === 0 && needs.some((need) => /\.(?:o|c|cc|cpp)$/.test(need))
    for (const target of targets) if (byRule && isProgram(target) && !phony.has(target)) programs.add(target)
  }
  const first = rules.find(({ targets }) => targets[0]?.startsWith('.') === false)
  const reached = new Set<string>()
  const reach = (target: string): void => {
    if (reached.has(target)) return
    reached.add(target)
    for (const rule of rules) if (rule.targets.includes(target)) rule.needs.forEach(reach)
  }
  if (first?.targets[0] !== undefined) reach(first.targets[0])
  const byDefault = (program: string): boolean =>
    reached.has(program) ||
    rules.some(
      ({ targets, recipe }) => targets.some((one) => reached.has(one)) && recipe.some((line) => line.includes(program)),
    )
  return [...programs].map((program) => ({ program, isDefault: byDefault(program) }))
}

const isProgram = (target: string): boolean =>
  /^[\w./-]+$/.test(target) &&
  !/\.(?:o|a|so|class|d|h|c|cpp|exe\.stackdump)$/.test(target) &&
  !target.split('/').includes('..')

function rulesOf(text: string): { rules: Rule[]; phony: Set<string> } {
  const variables = new Map<string, string>()
  const rules: (Rule & { recipe: string[] })[] = []
  const phony = new Set<string>()
  // Ten times is deeper than anybody nests them, and ends where they go round in a circle.
  const expand = (part: string): string => {
    let out = part
    for (let i = 0; i < 10 && /\$[({]\w+[)}]/.test(out) && out.length < 10_000; i++)
      out = out.replace(/\$[({](\w+)[)}]/g, (_, name: string) => variables.get(name) ?? '')
    return out
  }
  for (const raw of text.split('\n')) {
    if (raw.startsWith('\t')) {
      rules.at(-1)?.recipe.push(expand(raw.trim()))
      continue
    }
    const line = raw.replace(/#.*$/, '')
    const assigned = /^\s*(?:export\s+)?(\w+)\s*(?:[:?+]{0,2}=)\s*(.*?)\s*$/.exec(line)
    if (assigned) {
      variables.set(assigned[1] ?? '', assigned[2] ?? '')
      continue
    }
    const rule = /^([^\s:=][^:=]*)::?(?!=)\s*([^;]*)(?:;(.*))?$/.exec(line)
    if (!rule) continue
    const words = (part = ''): string[] =>
      expand(part)
        .split(/\s+/)
        .filter((word) => word !== '')
    const targets = words(rule[1])
    if (targets[0] === '.PHONY') for (const one of words(rule[2])) phony.add(one)
    rules.push({ targets, needs: words(rule[2]), recipe: rule[3] === undefined ? [] : [expand(rule[3])] })
  }
  return { rules, phony }
}
