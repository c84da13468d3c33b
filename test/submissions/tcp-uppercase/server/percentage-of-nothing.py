# Mistake: the log says how many of the octets were letters, and of no octets
# that is a division by zero (TCP-UPPERCASE-T2).
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, address = listener.accept()
    letters = octets = 0
    try:
        while data := conn.recv(1024):
            octets += len(data)
            letters += sum(1 for octet in data if chr(octet).isalpha())
            conn.sendall(data.upper())
    except ConnectionError:
        conn.close()
        continue
    conn.close()
    print('%s: %d %% letters' % (address[0], 100 * letters / octets))
