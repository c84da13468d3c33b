import type { Specification } from '../specification/specification.js'
import { evidenceLines, labelWidth } from './evidence.js'
import type { RequirementReport, Report } from './result.js'
import { escapeForXml, escapeLine } from './escape.js'
import { sourceText } from './source-text.js'
import { transcript } from './transcript.js'
import type { Words } from './words/words.js'

const seconds = (ms: number): string => (ms / 1000).toFixed(3)

/** JUnit's XML, one test case per requirement. A warning or an observation passes, with its text in system-out. */
export function formatJUnit({ result, requirements, specification, words }: Report): string {
  const { counts } = result
  const name = `${result.protocol} ${result.role}`
  return (
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites tests="${requirements.length}" failures="${counts.fail}" errors="${counts.error}" skipped="${counts.skip}" time="${seconds(result.durationMs)}">`,
      `  <testsuite name="${escapeForXml(name)}" tests="${requirements.length}" failures="${counts.fail}" errors="${counts.error}" skipped="${counts.skip}" time="${seconds(result.durationMs)}" timestamp="${result.startedAt.slice(0, 19)}">`,
      '    <properties>',
      `      <property name="version" value="${escapeForXml(result.version)}"/>`,
      ...(result.name === undefined
        ? []
        : [`      <property name="name" value="${escapeForXml(escapeLine(result.name))}"/>`]),
      `      <property name="level" value="${result.level}"/>`,
      `      <property name="seed" value="${escapeForXml(escapeLine(result.seed))}"/>`,
      `      <property name="subject" value="${escapeForXml(escapeLine(result.subject.address ?? result.subject.command.join(' ')))}"/>`,
      ...(result.subject.folder === undefined
        ? []
        : [`      <property name="folder" value="${escapeForXml(escapeLine(result.subject.folder))}"/>`]),
      `      <property name="isolation" value="${result.subject.isolation}"/>`,
      ...(result.subject.limits
        ? [
            `      <property name="limits" value="${escapeForXml(escapeLine(words.labels.atMost(result.subject.limits)))}"/>`,
          ]
        : []),
      ...(result.subject.lost?.length
        ? [`      <property name="lost" value="${result.subject.lost.join(' ')}"/>`]
        : []),
      ...(result.interrupted === true ? ['      <property name="interrupted" value="true"/>'] : []),
      '    </properties>',
      ...requirements.flatMap((one) => testCase(one, name, specification, words)),
      '  </testsuite>',
      '</testsuites>',
    ].join('\n') + '\n'
  )
}

function testCase(one: RequirementReport, suite: string, specification: Specification, words: Words): string[] {
  const { result } = one
  const open = `    <testcase classname="${escapeForXml(suite)}" name="${escapeForXml(`${result.id} (${result.level}) ${result.title}`)}" time="${seconds(result.durationMs)}"`
  const message = escapeForXml(escapeLine(result.observed ?? ''))
  switch (result.verdict) {
    case 'pass':
      return [`${open}/>`]
    case 'fail':
      return [
        `${open}>`,
        `      <failure message="${message}" type="${result.diagnosis?.cause ?? 'violation'}">${body(one, specification, words)}</failure>`,
        '    </testcase>',
      ]
    case 'error':
      return [
        `${open}>`,
        `      <error message="${message}" type="harness">${body(one, specification, words)}</error>`,
        '    </testcase>',
      ]
    case 'skip':
      return [`${open}>`, `      <skipped message="${message}"/>`, '    </testcase>']
    case 'warn':
    case 'info':
      return [`${open}>`, `      <system-out>${result.verdict}: ${message}</system-out>`, '    </testcase>']
  }
}

function body(one: RequirementReport, specification: Specification, words: Words): string {
  const { result, decisive } = one
  return escapeForXml(
    [
      result.observed ?? '',
      result.diagnosis?.text === undefined ? '' : `${words.labels.likely}: ${result.diagnosis.text}`,
      result.source === '' ? '' : `${words.labels.source}: ${sourceText(specification, result.source)}`,
      ...evidenceLines(one, specification, words).map(
        ({ label, text }) => `${label.padEnd(labelWidth(words, 9))} ${text}`,
      ),
      ...transcript(decisive.log, 40, specification, words),
    ]
      .filter((line) => line !== '')
      .join('\n'),
  )
}
