"""A hand-written grader: the exchanges of tcp-echo's core and robust requirements over raw sockets.

Usage: python3 yardstick.py SERVER    (a program that takes its port as its argument)
"""
import os
import signal
import socket
import struct
import subprocess
import sys
import time
import unittest

SERVER = sys.argv.pop()


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def start(port):
    process = subprocess.Popen([SERVER, str(port)], start_new_session=True)
    needle = ':%04X ' % port
    while True:
        with open('/proc/net/tcp') as table:
            if any(needle in line[:50] and line.split()[3] == '0A' for line in table):
                return process
        time.sleep(0.001)


class TcpEcho(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.port = free_port()
        cls.server = start(cls.port)

    @classmethod
    def tearDownClass(cls):
        os.killpg(cls.server.pid, signal.SIGKILL)
        cls.server.wait()

    def connect(self):
        s = socket.create_connection(('127.0.0.1', self.port), timeout=2)
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return s

    def receive(self, s, count):
        data = b''
        while len(data) < count:
            piece = s.recv(65536)
            self.assertNotEqual(piece, b'', 'closed after %d of %d' % (len(data), count))
            data += piece
        return data

    def serve(self, s):
        message = os.urandom(20).hex().encode()
        s.sendall(message)
        self.assertEqual(self.receive(s, len(message)), message)

    def newcomer(self):
        with self.connect() as s:
            self.serve(s)

    def to_the_end(self, s, message, pieces=1):
        size = -(-len(message) // pieces)
        for at in range(0, len(message), size):
            s.sendall(message[at:at + size])
        s.shutdown(socket.SHUT_WR)
        self.assertEqual(self.receive(s, len(message)), message)
        self.assertEqual(s.recv(1), b'')

    def test_s1_text(self):
        for size in (1, 40, 1024):
            with self.connect() as s:
                self.to_the_end(s, os.urandom(size // 2 + 1).hex().encode()[:size])

    def test_s2_opaque(self):
        with self.connect() as s:
            self.to_the_end(s, bytes(range(256)))

    def test_s3_ends(self):
        with self.connect() as s:
            self.serve(s)
            s.shutdown(socket.SHUT_WR)
            self.assertEqual(s.recv(1), b'')

    def test_s4_large(self):
        with self.connect() as s:
            self.to_the_end(s, os.urandom(100000))

    def test_s5_segments(self):
        with self.connect() as s:
            self.to_the_end(s, os.urandom(600), 3)

    def test_t1_next(self):
        for _ in range(3):
            self.newcomer()

    def test_t2_silent(self):
        self.connect().close()
        self.newcomer()

    def test_t3_reset(self):
        for ask in (False, True, True, True):
            s = self.connect()
            if ask:
                s.sendall(b'hello')
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
            s.close()
        self.newcomer()

    def test_t4_waits(self):
        with self.connect() as b:
            with self.connect() as a:
                b.sendall(b'waiting')
                self.serve(a)
            self.assertEqual(self.receive(b, 7), b'waiting')

    def test_t6_restart(self):
        port = free_port()
        server = start(port)
        a = socket.create_connection(('127.0.0.1', port), timeout=2)
        self.serve(a)
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        a.recv(1)
        a.close()
        server = start(port)
        with socket.create_connection(('127.0.0.1', port), timeout=2) as b:
            self.serve(b)
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


if __name__ == '__main__':
    unittest.main()
