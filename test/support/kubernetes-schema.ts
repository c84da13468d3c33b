/*
 * The part of Kubernetes' API (batch/v1 Job, v1 PersistentVolumeClaim, as of 1.33) that cluster/kubernetes/ uses, closed: what is not here is refused, so that a
 * misspelt field, which a cluster would pass over with a warning, is found. npm's kubernetes-models has the published schemas, but of the whole API (22 MB),
 * and they let fields pass that they do not know.
 */
const text = { type: 'string' } as const
const whole = { type: 'integer', minimum: 0 } as const
const flag = { type: 'boolean' } as const
/** The name of an object, as DNS has it. */
const name = { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$' } as const
const quantity = { type: 'string', pattern: '^[0-9]+(\\.[0-9]+)?(m|[KMGT]i?)?$' } as const

const only = (properties: Readonly<Record<string, object>>, required: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
})
const list = (items: object): object => ({ type: 'array', minItems: 1, items })
const amounts = only({ cpu: quantity, memory: quantity, storage: quantity })
const profile = only({ type: { enum: ['Unconfined', 'RuntimeDefault', 'Localhost'] }, localhostProfile: text }, [
  'type',
])

const container = only(
  {
    name,
    image: text,
    command: list(text),
    args: list(text),
    env: list(only({ name: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }, value: text }, ['name'])),
    resources: only({ requests: amounts, limits: amounts }),
    securityContext: only({
      allowPrivilegeEscalation: flag,
      capabilities: only({ add: list(text), drop: list(text) }),
      procMount: { enum: ['Default', 'Unmasked'] },
      seccompProfile: profile,
      appArmorProfile: profile,
    }),
    volumeMounts: list(only({ name, mountPath: text, readOnly: flag }, ['name', 'mountPath'])),
  },
  ['name', 'image'],
)

const pod = only(
  {
    // Of a job's pods: Always is refused.
    restartPolicy: { enum: ['Never', 'OnFailure'] },
    automountServiceAccountToken: flag,
    enableServiceLinks: flag,
    hostUsers: flag,
    securityContext: only({ runAsUser: whole, runAsGroup: whole, fsGroup: whole, runAsNonRoot: flag }),
    containers: list(container),
    volumes: list(
      only({ name, persistentVolumeClaim: only({ claimName: name, readOnly: flag }, ['claimName']) }, ['name']),
    ),
  },
  ['restartPolicy', 'containers'],
)

const metadata = only({ name, labels: { type: 'object', additionalProperties: text } }, ['name'])

const job = only(
  {
    apiVersion: { const: 'batch/v1' },
    kind: { const: 'Job' },
    metadata,
    spec: only(
      {
        completionMode: { enum: ['Indexed', 'NonIndexed'] },
        completions: whole,
        parallelism: whole,
        backoffLimit: whole,
        activeDeadlineSeconds: whole,
        ttlSecondsAfterFinished: whole,
        template: only({ metadata, spec: pod }, ['spec']),
      },
      ['template'],
    ),
  },
  ['apiVersion', 'kind', 'metadata', 'spec'],
)

const claim = only(
  {
    apiVersion: { const: 'v1' },
    kind: { const: 'PersistentVolumeClaim' },
    metadata,
    spec: only(
      {
        accessModes: list({ enum: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'] }),
        storageClassName: text,
        resources: only({ requests: amounts, limits: amounts }),
      },
      ['accessModes', 'resources'],
    ),
  },
  ['apiVersion', 'kind', 'metadata', 'spec'],
)

export const KUBERNETES = { oneOf: [job, claim] }
