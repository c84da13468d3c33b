# Mistake: the line is stripped before it is asked whether there is one, so an empty line
# is taken for the end of the stream (LINE-UPPERCASE-S4).
import os
import socketserver


class Upper(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            while line := self.rfile.readline().rstrip(b"\r\n"):
                self.wfile.write(line.upper() + b'\n')
        except ConnectionError:
            pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128


Server(('', int(os.environ['PORT'])), Upper).serve_forever()
