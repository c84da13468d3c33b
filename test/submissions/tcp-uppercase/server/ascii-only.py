# Mistake: the text is decoded as ASCII, and what is not ASCII is left out (TCP-UPPERCASE-S5).
import asyncio
import os


async def serve(reader, writer):
    try:
        while data := await reader.read(1024):
            writer.write(data.decode('ascii', 'ignore').upper().encode('ascii'))
            await writer.drain()
    except ConnectionError:
        pass
    writer.close()


async def main():
    server = await asyncio.start_server(serve, '0.0.0.0', int(os.environ['PORT']), backlog=128)
    await server.serve_forever()


asyncio.run(main())
