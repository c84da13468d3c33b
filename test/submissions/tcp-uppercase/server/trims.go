// Mistake: strings.TrimSpace takes the blanks of the text away with the line end (TCP-UPPERCASE-S2).
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"strings"
)

func serve(conn net.Conn) {
	defer conn.Close()
	buffer := make([]byte, 65536)
	first, err := conn.Read(buffer)
	if err != nil {
		return
	}
	conn.Write(upper([]byte(strings.TrimSpace(string(buffer[:first])))))
	rest, _ := io.ReadAll(conn)
	conn.Write(upper(rest))
}

func upper(text []byte) []byte {
	out := make([]byte, len(text))
	for i, b := range text {
		if b >= 'a' && b <= 'z' {
			b -= 32
		}
		out[i] = b
	}
	return out
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			continue
		}
		go serve(conn)
	}
}
