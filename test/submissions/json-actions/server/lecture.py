#!/usr/bin/env python3
# The lecture's game server (003), as it stands there. What its slides leave out is filled in as plainly: enviar_estado
# (the mirror image of the client's enviar_accion), the game, and the end of a session.
import json
import random
import socket


class Servidor:
    def __init__(self):
        self.host = "localhost"  # Valor arbitrario
        self.port = 8080  # Valor arbitrario
        self.socket_servidor = \
            socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket_servidor.bind((self.host, self.port))
        self.socket_servidor.listen()
        print("Servidor iniciado.")
        self.socket_cliente = None
        self.juego = None

    def esperar_conexion(self):
        print("Esperando cliente...")
        socket, _ = self.socket_servidor.accept()
        self.socket_cliente = socket
        print("¡Servidor conectado a cliente!")
        self.interactuar_con_cliente()

    def interactuar_con_cliente(self):
        self.enviar_estado('', True)
        while self.socket_cliente:
            accion = self.recibir_accion()
            self.manejar_accion(accion)

    def recibir_accion(self):
        bytes_largo_respuesta = self.socket_cliente.recv(4)
        largo_respuesta = int.from_bytes(bytes_largo_respuesta, byteorder="big")
        bytes_respuesta = bytearray()
        while len(bytes_respuesta) < largo_respuesta:
            resto = largo_respuesta - len(bytes_respuesta)
            bytes_respuesta += self.socket_cliente.recv(min(1024, resto))
        respuesta_json = bytes_respuesta.decode('utf-8')
        respuesta = json.loads(respuesta_json)
        return respuesta

    def manejar_accion(self, accion):
        tipo = accion['tipo']
        if tipo == '\\juego_nuevo':
            self.juego = random.randint(0, 9)
            self.enviar_estado('Adivina el número.', True)
        elif tipo == '\\jugada':
            jugada = accion['data']
            self.enviar_estado('¡Correcto!' if jugada == self.juego else 'No es ese.', True)
        elif tipo == '\\salir':
            self.enviar_estado('¡Adiós!', False)
            self.socket_cliente.close()
            self.socket_cliente = None

    def enviar_estado(self, mensaje, continuar):
        mensaje_json = json.dumps({'mensaje': mensaje, 'continuar': continuar})
        mensaje_codificado = mensaje_json.encode('utf-8')
        tamano_mensaje_bytes = len(mensaje_codificado).to_bytes(4, byteorder='big')
        self.socket_cliente.sendall(tamano_mensaje_bytes + mensaje_codificado)


if __name__ == "__main__":
    servidor = Servidor()
    while True:
        try:
            servidor.esperar_conexion()
        except KeyboardInterrupt:
            print("\nServidor interrumpido")
            break
