# Mistake: asyncio's readline has a limit of 64 KiB, and a longer line is an error
# that ends the connection (LINE-UPPERCASE-S6).
import asyncio
import sys


async def serve(reader, writer):
    try:
        while line := await reader.readline():
            writer.write(line.rstrip(b'\r\n').upper() + b'\n')
            await writer.drain()
    except ConnectionError:
        pass
    except ValueError as error:
        print('what is this?', error)
    writer.close()


async def main():
    server = await asyncio.start_server(serve, '0.0.0.0', int(sys.argv[1]), backlog=128)
    await server.serve_forever()


asyncio.run(main())
