import js from '@eslint/js'
import tseslint from 'typescript-eslint'

/** What each folder may import, besides itself. Dependencies point one way: design.md, "Architecture". */
const mayImport = {
  protocols: [],
  endpoint: ['protocols'],
  servers: ['protocols', 'endpoint'],
  clients: ['protocols', 'endpoint'],
  harness: ['protocols'],
  specification: ['harness'],
  results: ['specification', 'harness', 'protocols'],
  steps: ['harness', 'protocols'],
  engine: ['specification', 'steps', 'harness', 'protocols'],
  proving: ['engine', 'specification', 'harness', 'protocols'],
  grading: ['engine', 'results', 'specification', 'harness', 'protocols'],
  cli: ['grading', 'proving', 'engine', 'results', 'specification', 'steps', 'harness', 'protocols'],
}
const folders = [...Object.keys(mayImport), 'test', 'bench']
const oneWay = Object.entries(mayImport).map(([folder, allowed]) => ({
  files: [`${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: folders
          .filter((other) => other !== folder && !allowed.includes(other))
          .map((other) => ({
            group: [`**/${other}/*`],
            message: `${folder}/ may import only from ${[folder, ...allowed].join(', ')}.`,
          })),
      },
    ],
  },
}))

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'reports/', 'test/submissions/', '.dependency-cruiser.mjs'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-control-regex': 'off',
      // Strings are spread into characters on purpose; Cucumber's messages are data that happens to be typed by classes.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
    },
  },
  ...oneWay,
  { files: ['**/*.js', '**/*.cjs', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['scripts/**', 'bench/**'],
    languageOptions: { globals: { Buffer: 'readonly', process: 'readonly', console: 'readonly', module: 'writable' } },
  },
)
