import type { Language } from '../../language.js'

/** What to do, in the submission's own programming language, said in Portuguese. */

export const REUSE: Readonly<Record<Language, string>> = {
  python: 's.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)',
  c: 'setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on)',
  java: 'serverSocket.setReuseAddress(true) em um ServerSocket criado sem porta',
  perl: 'ReuseAddr => 1, ou setsockopt com SO_REUSEADDR,',
  javascript: 'ative SO_REUSEADDR (o Node faz isso)',
  unknown: 'ative a opção SO_REUSEADDR',
}

export const EMPTY_READ: Readonly<Record<Language, string>> = {
  python: "b''",
  c: '0',
  java: '-1 ou null',
  perl: '0',
  javascript: "o evento 'end'",
  unknown: "0, b'', null",
}

export const FLUSH: Readonly<Record<Language, string>> = {
  python: 'print(..., flush=True), ou inicie-o com python3 -u',
  c: 'fflush(stdout) após cada linha, ou setvbuf(stdout, NULL, _IOLBF, 0) no começo',
  java: 'System.out.flush(), ou println em um PrintStream criado com autoflush',
  perl: '$| = 1 no começo',
  javascript: 'espere o callback de process.stdout.write antes que o programa termine',
  unknown: 'esvazie o buffer de saída (flush) após cada linha',
}

export const LEAVE_INPUT: Readonly<Record<Language, string>> = {
  python: 'termine-o com sys.exit quando tudo estiver feito',
  c: 'retorne de main quando tudo estiver feito',
  java: 'chame System.exit(0) quando tudo estiver feito',
  perl: 'chame exit quando tudo estiver feito',
  javascript: 'chame process.stdin.destroy() ou process.exit() quando tudo estiver feito',
  unknown: 'termine-o quando tudo estiver feito',
}

export const RECV_LOOP: Readonly<Record<Language, string>> = {
  python: "chame recv em um laço até que retorne b'' (ou tenha chegado tudo o que se espera)",
  c: 'chame recv em um laço até que retorne 0 (ou tenha chegado tudo o que se espera)',
  java: 'chame read em um laço até que retorne -1 (ou tenha chegado tudo o que se espera)',
  perl: 'chame sysread em um laço até que retorne 0 (ou tenha chegado tudo o que se espera)',
  javascript: "junte o que vem em cada evento 'data' até 'end' (ou até ter chegado tudo o que se espera)",
  unknown: 'leia em um laço até o fim do fluxo (ou até ter chegado tudo o que se espera)',
}

export const WHOLE_LENGTH: Readonly<Record<Language, string>> = {
  python: 'recv(4) pode retornar menos de 4; chame recv em um laço, a cada vez pelos que faltam, até ter os 4',
  c: 'recv pode retornar menos de 4; chame-o em um laço, a cada vez pelos que faltam, até ter os 4 (ou com MSG_WAITALL)',
  java: 'read pode retornar menos de 4; chame-o em um laço até ter os 4, ou use readInt ou readFully de um DataInputStream',
  perl: 'sysread pode retornar menos de 4; chame-o em um laço, a cada vez pelos que faltam, até ter os 4',
  javascript: "um evento 'data' pode trazer menos de 4; junte-os até ter os 4",
  unknown: 'uma leitura pode retornar menos de 4; leia em um laço até ter os 4',
}

export const SEND_ALL: Readonly<Record<Language, string>> = {
  python: 'use sendall, ou send em um laço',
  c: 'send retorna quantos bytes aceitou; chame-o em um laço para o resto',
  java: 'escreva com write no OutputStream, ou chame channel.write enquanto restarem bytes no buffer',
  perl: 'syswrite retorna quantos bytes aceitou; chame-o em um laço para o resto',
  javascript: 'termine o processo só depois que a escrita tiver terminado',
  unknown: 'send pode aceitar menos do que recebe; envie o resto em um laço',
}

export const ZERO_SENT: Readonly<Record<Language, string>> = {
  python: 'foi empacotado ou enviado mais que o próprio texto?',
  c: 'foi enviado strlen + 1, ou sizeof?',
  java: 'foi enviado o buffer inteiro em vez dos primeiros packet.getLength() bytes, ou dos que read retornou?',
  perl: 'foi enviado um buffer mais longo que o que chegou?',
  javascript: 'foi enviado um Buffer mais longo que o que chegou?',
  unknown: 'foi enviado um buffer inteiro em vez do que chegou?',
}
