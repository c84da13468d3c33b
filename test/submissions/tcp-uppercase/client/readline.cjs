// Conforming: readline lets go of the keyboard, and on a terminal the program ends; a pipe would keep it alive.
const net = require('net')
const readline = require('readline')

const host = process.argv[2]
const port = parseInt(process.argv[3])

const rl = readline.createInterface({ input: process.stdin, output: process.stdout })
rl.question('Input lowercase sentence: ', function (sentence) {
  rl.close()
  const client = new net.Socket()
  let answer = ''
  client.connect(port, host, function () {
    client.end(sentence)
  })
  client.on('data', function (data) {
    answer += data
  })
  client.on('close', function () {
    console.log('From Server: ' + answer)
  })
  client.on('error', function (err) {
    console.log('Error: ' + err.message)
  })
})
