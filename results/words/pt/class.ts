import type { ClassLabels, NotAFile } from '../class-labels.js'
import { agree } from '../neutral.js'
import { interop } from './interop.js'
import { grouped, plural } from './numbers.js'

const NOT_FILES: Readonly<Record<NotAFile, string>> = {
  'symbolic-link': 'um link simbólico',
  'hard-link': 'um hard link',
  device: 'um dispositivo',
  fifo: 'um pipe',
  socket: 'um socket',
  unknown: 'algo que não é nem arquivo nem pasta',
}

export const classLabels: ClassLabels = {
  title: (assignment) => `${assignment}: a turma`,
  submissions: (count) => plural(count, 'entrega'),
  graded: 'avaliado',
  commonest: 'Falhas mais comuns',
  nothingFailed: 'Ninguém falhou em nenhum requisito.',
  failedBy: (count, all) => `${count} de ${all}`,
  distribution: 'Pontos',
  pointsOf: (earned, possible) => `${earned} de ${possible}`,
  studentsWith: (count, from, to) => `${plural(count, 'entrega')} com ${from} a ${to} pontos`,
  everyone: 'Toda a turma',
  student: 'aluno',
  number: 'número',
  points: 'pontos',
  toLookAt: 'a revisar',
  sortHint: 'Um clique em um título ordena por essa coluna; uma célula leva a esse ponto do relatório.',
  notJudged: 'sem veredito',
  report: 'relatório',
  standing: { pass: 'passa', fail: 'falha', error: 'erro', 'not graded': 'não avaliado' },
  differentIsolations: (parts) =>
    `Partes da turma foram avaliadas com isolamentos diferentes: ${parts}. O que depende da máquina (uma porta ocupada, um limite) pode variar entre elas.`,
  tasks: 'tarefas',
  interop,
  note: {
    late: 'Foi entregue com atraso.',
    leftOut: (entry, what) => `${entry} ficou de fora: é ${NOT_FILES[what]}.`,
    moreLeftOut: (count) => agree(count, 'Mais 1 item ficou de fora.', `Mais ${grouped(count)} itens ficaram de fora.`),
    renamed: (from, to) => `${from} voltou a se chamar ${to}, como o aluno o tinha.`,
    notUnpacked: (entry, why) => `${entry} ficou como está. ${why}`,
    lineEndsMended: (file) =>
      `Em ${file} os fins de linha (CR LF) foram trocados pelos de um script (LF), sem os quais ele não inicia.`,
  },
  outcome: {
    notBuilt: (command, how) => `Não foi possível compilar: "${command}" ${how}.`,
    status: (status) => `terminou com código de saída ${status}`,
    signal: (signal) => `terminou pelo sinal ${signal}`,
    tooLong: (seconds) => `não tinha terminado após ${seconds} s`,
    noSuchTool: (tool) => `precisa de ${tool}, que não está instalado`,
    leavesTooMuch: (mebibytes, files) => `deixa mais arquivos do que se guardam (${mebibytes} MiB, ${files} arquivos)`,
    buildOutput: 'O que disse',
    undecided: (candidates) =>
      `Vários programas poderiam ser o que se pede: ${candidates}. O professor decide, em to-decide.yaml.`,
    nothingToStart: (wanted) =>
      wanted === undefined ? 'Não contém nenhum programa que possa ser iniciado.' : `Não contém ${wanted}.`,
    ownFile: (place, problem) => `${place}: ${problem}`,
    ownFileProblem: (problem) => {
      switch (problem.kind) {
        case 'not-yaml':
          return problem.says
        case 'no-start':
          return 'não diz como o programa é iniciado: start: python3 server.py {port}'
        case 'unknown-key':
          return `"${problem.key}" não é uma das suas chaves: são start e build`
        case 'not-a-command':
          return `${problem.key} não é um comando: escreva-o em uma linha, ou as suas palavras como lista`
      }
    },
    unreadable: (code) => `Não é possível ler (${code}).`,
    empty: 'Não contém nada.',
    notAnArchive: (format) =>
      format === 'unknown'
        ? 'Não é um arquivo compactado de formato conhecido.'
        : `Não é um arquivo ${format} completo.`,
    unknownArchive: (format) =>
      `É um arquivo compactado de um tipo que aqui não é extraído (${format}): zip, tar e tar.gz são.`,
    encrypted: (entry) => `Está criptografado (${entry}).`,
    unstorable: (entry, code) => `Contém um nome que não pode ser gravado: ${entry} (${code}).`,
    notAFile: (what) => `Não é um arquivo, mas ${NOT_FILES[what]}.`,
    leavesFolder: (entry) => `Contém um nome que sai da sua pasta: ${entry}.`,
    tooMuch: (what, most) =>
      ({
        files: `Contém mais de ${most} arquivos.`,
        bytes: `Contém mais de ${most} bytes.`,
        ratio: `Ao ser extraído ocupa mais de ${most} vezes o seu tamanho.`,
        depth: `As suas pastas têm mais de ${most} níveis.`,
      })[what],
    leftOut: 'O professor indicou que não deve ser avaliado.',
    notSetUp: (message) => `Não foi possível verificar: ${message}`,
    brokeOff: (message) => `O próprio avaliador falhou, o que não diz nada da entrega: ${message}`,
  },
}
