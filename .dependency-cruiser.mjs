/** What each room of harness/ may import, besides itself and protocols/. The rest of the architecture is a rule of the linter's. */
const rooms = {
  findings: [],
  messages: ['findings'],
  peers: ['findings'],
  programs: ['findings', 'peers'],
  hosts: ['findings', 'peers', 'programs'],
  subjects: ['findings', 'peers', 'programs', 'hosts'],
  scenario: ['findings', 'messages', 'peers', 'programs', 'hosts', 'subjects'],
  server: ['findings', 'messages', 'peers', 'programs', 'hosts', 'subjects', 'scenario'],
  client: ['findings', 'messages', 'peers', 'programs', 'hosts', 'subjects', 'scenario'],
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'Of two files that import each other neither can be understood alone.',
      from: {},
      to: { circular: true },
    },
    ...Object.entries(rooms).map(([room, below]) => ({
      name: `${room}-imports-downwards`,
      severity: 'error',
      comment: `harness/${room}/ may import only from ${['protocols', room, ...below].join(', ')}.`,
      from: { path: `^harness/${room}/` },
      to: {
        path: '^(harness|results|engine|cli|steps|specification)/',
        pathNot: `^harness/(${[room, ...below].join('|')})/`,
      },
    })),
    { name: 'every-file-has-a-room', severity: 'error', from: { path: '^harness/[^/]+\\.ts$' }, to: {} },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules)/' },
  },
}
