import { dirname } from 'node:path'
import { featuresFolder } from '../specification/catalogue.js'
import type { Specification } from '../specification/specification.js'

/** The lectures that the features of the catalogue name by a number. */
const LECTURES: ReadonlyMap<string, string> = new Map([
  ['000', 'Capa Aplicación, 2.7 Programación de sockets'],
  ['001', 'Aula 8: Programação com Sockets'],
  ['002', 'Sockets: Programación en Red'],
  ['003', 'Networking, semana 12'],
  ['004', 'Práctica Autoguiada: Interfase Sockets API'],
])

/** A source as a person would cite it. Only those of the catalogue's features are numbers of lectures. */
export function sourceText({ folder }: Pick<Specification, 'folder'>, source: string): string {
  if (dirname(folder) !== featuresFolder()) return source
  return source.replaceAll(/(?<=^|[,;] )00\d(?![\d.])/g, (number) => {
    const lecture = LECTURES.get(number)
    return lecture === undefined ? number : `"${lecture}"`
  })
}
