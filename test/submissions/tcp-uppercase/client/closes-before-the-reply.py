# Mistake: sends the message and leaves; the reply is never read (TCP-UPPERCASE-X4, and so TCP-UPPERCASE-X5).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
message = input('Text: ')
s.sendall(message.encode())
s.close()
print('Message sent, thank you')
