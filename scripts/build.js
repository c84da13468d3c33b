// Compiles the sources to dist/, afresh, and bundles the command line with the parts of its dependencies that it uses: reading one file
// is quicker than finding four hundred, and a check of a small server should not take longer to start than to run.
import { build } from 'esbuild'
import { spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
rmSync(dist, { recursive: true, force: true })
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
const { status } = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json')], {
  stdio: 'inherit',
})
if (status !== 0) process.exit(status ?? 1)

for (const file of readdirSync(join(dist, 'cli'))) if (file.endsWith('.js')) rmSync(join(dist, 'cli', file))
await build({
  entryPoints: {
    main: join(root, 'cli', 'main.ts'),
    'grade-worker': join(root, 'grading', 'worker.ts'),
    'watch-run': join(root, 'cli', 'watch', 'one-run.ts'),
  },
  outdir: join(dist, 'cli'),
  chunkNames: 'part-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Only checks in containers need it, and it brings what cannot be bundled.
  external: ['testcontainers'],
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  legalComments: 'linked',
  logLevel: 'warning',
  // Node has had indices of matches for years; the polyfill parses every expression to find them.
  alias: { 'regexp-match-indices': join(root, 'scripts', 'match-indices.cjs') },
  // CommonJS in an ECMAScript module needs its three names.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; import { fileURLToPath as __toPath } from "node:url"; import { dirname as __dirnameOf } from "node:path"; const require = __createRequire(import.meta.url), __filename = __toPath(import.meta.url), __dirname = __dirnameOf(__filename);',
  },
})
chmodSync(join(dist, 'cli', 'main.js'), 0o755)

// The agent goes into containers as one file.
await build({
  entryPoints: [join(root, 'harness', 'hosts', 'agent', 'main.ts')],
  outfile: join(dist, 'agent.cjs'),
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node18',
  legalComments: 'none',
  logLevel: 'warning',
})
