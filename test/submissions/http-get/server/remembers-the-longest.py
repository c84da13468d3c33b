# Web server. Mistake: one buffer for all responses, sent as far as it was ever filled.
import socket, sys, os
T={'html':'text/html','jpg':'image/jpeg','gif':'image/gif','css':'text/css','js':'text/javascript'}
s=socket.socket(); s.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1); s.bind(('',int(sys.argv[1]))); s.listen(50)
buf=bytearray(16<<20)
filled=0
while True:
    c,a=s.accept()
    try:
        f=c.makefile('rb'); line=f.readline(65000).decode('latin-1').split()
        while f.readline(65000) not in (b'\r\n',b''): pass
        if len(line)!=3: c.sendall(b'HTTP/1.0 400 Bad\r\n\r\n'); continue
        if line[0]!='GET': c.sendall(b'HTTP/1.0 405 No\r\n\r\n'); continue
        p=os.path.realpath('.'+line[1])
        if not line[1].startswith('/') or not p.startswith(os.getcwd()+'/') or not os.path.isfile(p): c.sendall(b'HTTP/1.0 404 No\r\n\r\n'); continue
        with open(p,'rb') as g: n=g.readinto(buf)
        filled=max(filled,n)
        c.sendall(('HTTP/1.0 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n'%(T.get(p.split('.')[-1],'application/octet-stream'),n)).encode()+bytes(buf[:filled]))
    except (OSError, ValueError): pass
    finally: f.close(); c.close()
