# UDP echo with socketserver, one thread per datagram. Conforms; takes its port from the environment.
import os
import socketserver


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        if data:
            sock.sendto(data, self.client_address)


with socketserver.ThreadingUDPServer(('0.0.0.0', int(os.environ['PORT'])), Echo) as server:
    server.serve_forever()
