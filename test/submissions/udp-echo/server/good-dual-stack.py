# UDP echo with asyncio, on IPv6 and IPv4 at once. Conforms.
import asyncio
import socket
import sys


class Echo(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, client):
        if data:
            self.transport.sendto(data, client)


async def main():
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    sock.bind(('::', int(sys.argv[1])))
    await asyncio.get_running_loop().create_datagram_endpoint(Echo, sock=sock)
    await asyncio.Event().wait()


asyncio.run(main())
