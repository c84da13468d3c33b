#!/usr/bin/env python3
# The lecture's game client (003), as it stands there. What its slides leave out is filled in: recibir_estado (the mirror
# image of the server's recibir_accion: a single recv for the length violates JSON-ACTIONS-X5) and cerrar_conexion.
import json
import socket


class Cliente:
    def __init__(self):
        self.host = "localhost"  # Valor arbitrario
        self.port = 8080  # Valor arbitrario
        self.socket_cliente = \
            socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            self.socket_cliente.connect((self.host, self.port))
            print("Cliente conectado exitosamente al servidor.")
            self.interactuar_con_servidor()
        except ConnectionRefusedError:
            self.cerrar_conexion()

    def interactuar_con_servidor(self):
        while True:
            mensaje, continuar = self.recibir_estado()
            print(mensaje)
            if not continuar:
                break
            accion = self.procesar_comando_input()
            while accion is None:
                print('Input invalido.')
                accion = self.procesar_comando_input()
            self.enviar_accion(accion)
        self.cerrar_conexion()

    def procesar_comando_input(self):
        input_usuario = input('-> ')
        if input_usuario in ['\\juego_nuevo', '\\salir']:
            return {'tipo': input_usuario}
        if ' ' in input_usuario:
            division = input_usuario.split(' ')
            if len(division) == 2 and division[0] == '\\jugada' \
                    and division[1].isnumeric():
                return {'tipo': division[0], 'data': int(division[1])}
        return None

    def enviar_accion(self, mensaje):
        mensaje_json = json.dumps(mensaje)
        mensaje_codificado = mensaje_json.encode('utf-8')
        tamano_mensaje_bytes = len(mensaje_codificado).to_bytes(4, byteorder='big')
        self.socket_cliente.sendall(tamano_mensaje_bytes + mensaje_codificado)

    def recibir_estado(self):
        bytes_largo_estado = self.socket_cliente.recv(4)
        largo_estado = int.from_bytes(bytes_largo_estado, byteorder="big")
        bytes_estado = bytearray()
        while len(bytes_estado) < largo_estado:
            resto = largo_estado - len(bytes_estado)
            bytes_estado += self.socket_cliente.recv(min(1024, resto))
        estado = json.loads(bytes_estado.decode('utf-8'))
        return estado['mensaje'], estado['continuar']

    def cerrar_conexion(self):
        self.socket_cliente.close()


if __name__ == "__main__":
    Cliente()
