# Mistake: the transport is kept in the class, not in the object, so everybody's reply goes to
# whoever connected last (TCP-UPPERCASE-T4 and T7).
import asyncio
import sys


class Upper(asyncio.Protocol):
    def connection_made(self, transport):
        Upper.transport = transport

    def data_received(self, data):
        Upper.transport.write(data.upper())


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Upper, '0.0.0.0', int(sys.argv[1]), backlog=128)
    await server.serve_forever()


asyncio.run(main())
