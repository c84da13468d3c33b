"""Mistake: says goodbye in its own words (COMMAND-SESSION-S3, S6, S11, which name the code); every other reply is right."""
import socketserver
import sys


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            while True:
                line = self.rfile.readline()
                if not line:
                    return
                command = line.rstrip(b"\r\n")
                if command == b"HELO":
                    self.wfile.write(b"100 OK\n")
                elif command == b"DATA":
                    if not self.rfile.readline():
                        return
                    self.wfile.write(b"300 DRCV\n")
                elif command == b"QUIT":
                    self.wfile.write(b"200 GOODBYE\n")
                    return
                else:
                    self.wfile.write(b"400 BCMD\n")
        except OSError:
            pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128


Server(("", int(sys.argv[1])), Session).serve_forever()
