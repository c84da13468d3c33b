# Mistake: counts two octets per character and so sends only the first half of the line (TCP-UPPERCASE-C1).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
message = input('Text: ').encode()
s.sendall(message[:len(message) // 2])
s.shutdown(socket.SHUT_WR)
reply = bytearray()
while True:
    data = s.recv(65536)
    if not data:
        break
    reply += data
s.close()
if not reply:
    sys.exit('no reply')
print('Reply:', reply.decode())
