/** A submission in each language whose program says which port it was given, and the tool that builds it. */
export const BUILDABLE: readonly (readonly [language: string, tool: string, files: Record<string, string>])[] = [
  ['Python', 'python3', { 'server.py': 'import sys\nif __name__ == "__main__": print("port", sys.argv[1])' }],
  ['Node', 'node', { 'server.mjs': 'import "net"; console.log("port", process.argv[2])' }],
  ['Perl', 'perl', { 'server.pl': 'print "port $ARGV[0]\\n";' }],
  [
    'Java',
    'javac',
    {
      'src/cl/usm/lab/Servidor.java':
        'package cl.usm.lab;\npublic class Servidor { public static void main(String[] a) { System.out.println(Util.say(a[0])); } }',
      'src/cl/usm/lab/Util.java':
        'package cl.usm.lab;\nclass Util { /* ñ */ static String say(String p) { return "port " + p; } }',
    },
  ],
  [
    'C',
    'gcc',
    {
      'server.c':
        '#include <stdio.h>\n#include "util.h"\nint main(int c, char **v) { printf("%s %s\\n", WORD, v[1]); }',
      'include/util.h': '#define WORD "port"',
      'client.c': 'int main() { return 1; }',
    },
  ],
  [
    'C++',
    'g++',
    { 'server.cpp': '#include <iostream>\nint main(int, char **v) { std::cout << "port " << v[1] << "\\n"; }' },
  ],
  [
    'Go',
    'go',
    {
      'go.mod': 'module x\n',
      'server.go': 'package main\nimport "os"\nfunc main() { os.Stdout.WriteString("port " + os.Args[1] + "\\n") }',
    },
  ],
  [
    'Rust',
    'cargo',
    {
      'Cargo.toml': '[package]\nname = "server"\nversion = "0.1.0"\nedition = "2021"\n',
      'src/main.rs': 'fn main() { println!("port {}", std::env::args().nth(1).unwrap()); }',
    },
  ],
  [
    'make',
    'make',
    {
      Makefile: 'all: server\nserver: server.sh\n\tcp server.sh out; mv out server\n\t: -o server\n',
      'server.sh': '#!/bin/sh\necho port $1',
    },
  ],
]
