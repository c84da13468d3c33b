# Mistake: all is left to http.server, which asks no HTTP/1.1 request for its Host (HTTP-GET-S15), has a type for
# .txt, .json and many more (S8), and closes on the rest of a long request line (S16, where the reset overtakes the 414).
import os
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


class Server(ThreadingHTTPServer):
    request_queue_size = 128


Server(('', int(os.environ['PORT'])), SimpleHTTPRequestHandler).serve_forever()
