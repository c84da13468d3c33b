// Prints how long after its own start (ms) a check has its first verdict: node bench/first-verdict.js none|docker FOLDER COMMAND...
import { performance } from 'node:perf_hooks'
import { check } from '../dist/engine/check.js'
import { connectEngine } from '../dist/harness/hosts/containers/engine.js'
import { imageFor } from '../dist/harness/hosts/containers/images.js'
import { Lab } from '../dist/harness/hosts/containers/lab.js'
import { copiesOf } from '../dist/harness/programs/working-directory.js'
import { readSpecification } from '../dist/specification/catalogue.js'

const [isolation, folder, ...command] = process.argv.slice(2)
const specification = readSpecification('tcp-echo', 'server')
const lab =
  isolation === 'docker'
    ? await Lab.open({
        engine: await connectEngine(),
        image: imageFor(command),
        source: { folder, except: [] },
        hosts: [],
        onWaiting: () => undefined,
      })
    : undefined
let first
try {
  await check({
    specification,
    requirements: specification.requirements.slice(0, 1),
    seed: 'bench',
    subject: {
      kind: 'command',
      command,
      fixedPort: undefined,
      ...(lab
        ? { workingDirectory: lab.workingDirectory, host: lab.host }
        : { workingDirectory: await copiesOf(folder) }),
    },
    onFinding: () => {
      first ??= performance.now()
    },
  })
} finally {
  await lab?.dispose()
}
console.log(first)
process.exit()
