Feature: JSON actions server

  Protocol: json-actions
  Role: server
  Transport: TCP
  Port: 8080
  Source: 003, the game
  Requests: JSON frames
  Replies: JSON frames

  Both sides send frames: the length N as 4 bytes, unsigned, big-endian, then N bytes of JSON in UTF-8. The server sends a state when a client connects, and one for
  each action. A state has "mensaje", a string, and "continuar", a boolean; further keys are allowed.

  Background:
    Given a client is greeted with a JSON frame with "mensaje": a string, "continuar": a boolean
    And a client is served when it sends the JSON frame {"tipo": "\\juego_nuevo"} and receives a JSON frame with "mensaje": a string, "continuar": true
    And a client takes leave when it sends the JSON frame {"tipo": "\\salir"} and receives a JSON frame with "mensaje": a string, "continuar": false

  @JSON-ACTIONS-S1 @core
  Scenario: On connecting, a well-formed state with continuar true arrives unasked
    Source: 003, the game server
    Usual mistake: the server waits for the client to speak first, or sends the state without its length.

    When client A connects
    Then client A receives a JSON frame with "mensaje": a string, "continuar": true

  @JSON-ACTIONS-S2 @core
  Scenario: \juego_nuevo gets exactly one state, continuar true
    Source: 003, the game server
    Usual mistake: a state is sent before and another after the move, so that the client is one behind from then on.

    Given client A connects and is greeted
    When client A sends the JSON frame {"tipo": "\\juego_nuevo"}
    Then client A receives exactly a JSON frame with "mensaje": a string, "continuar": true

  @JSON-ACTIONS-S3 @core
  Scenario Outline: After \juego_nuevo, \jugada with an integer (0 included) gets exactly one state: <move>
    Source: 003, the game server
    Usual mistake: 0 is taken for no data (if not data).

    Given client A is served
    When client A sends the JSON frame {"tipo": "\\jugada", "data": <move>}
    Then client A receives exactly a JSON frame with "mensaje": a string, "continuar": a boolean

    Examples:
      | move |
      | 0    |
      | 5    |
      | 1000 |

  @JSON-ACTIONS-S4 @core
  Scenario: \salir gets a state with continuar false, and the connection ends once the client closes
    Source: 003, the game server
    Usual mistake: the connection is closed without a last state, or never closed.

    Given client A connects and is greeted
    When client A sends the JSON frame {"tipo": "\\salir"}
    Then client A receives a JSON frame with "mensaje": a string, "continuar": false
    When client A shuts down its sending side
    Then the server ends the connection of client A

  @JSON-ACTIONS-S5 @core
  Scenario: Every frame's length is its number of bytes: nothing missing, nothing left over
    Source: 003, the game server
    Usual mistake: the length is taken of the text before it is encoded, so that every letter outside ASCII makes it too small.

    Given client A connects and is greeted
    When client A sends the JSON frame {"tipo": "\\juego_nuevo"}
    Then client A receives a JSON frame with "mensaje": a string, "continuar": true
    When client A sends the JSON frame {"tipo": "\\jugada", "data": 3}
    Then client A receives a JSON frame with "mensaje": a string, "continuar": a boolean
    And client A takes leave, and nothing is left over

  @JSON-ACTIONS-S6 @core
  Scenario Outline: Any valid JSON of an action is understood: <how>
    Source: 003, the game server
    Usual mistake: the text is compared with a fixed one, instead of being parsed.

    Given client A connects and is greeted
    When client A sends the JSON frame <action>
    Then client A receives a JSON frame with "mensaje": a string, "continuar": false

    Examples:
      | how               | action                              |
      | spaces            | {  "tipo" :  "\\\\salir" }          |
      | an escape         | {"tipo": "\\u005csalir"}            |
      | another key first | {"data": null, "tipo": "\\\\salir"} |
      | another key last  | {"tipo":"\\\\salir","data":0}       |

  @JSON-ACTIONS-S7 @core
  Scenario: An action of more than 1 024 bytes (padded with spaces) is read whole
    Source: 003, the game server
    Usual mistake: one recv of 1 024 bytes is taken for the whole frame.

    Given client A connects and is greeted
    When client A sends the JSON frame {"tipo": "\\salir"}, padded with spaces to 3 000 bytes
    Then client A receives a JSON frame with "mensaje": a string, "continuar": false

  @JSON-ACTIONS-S8 @core
  Scenario: Two actions in one segment get two states, in order
    Source: 003, the game server
    Usual mistake: what follows the first frame in the same read is thrown away.

    Given client A connects and is greeted
    When client A sends the JSON frame {"tipo": "\\juego_nuevo"} followed by the JSON frame {"tipo": "\\salir"}
    Then client A receives a JSON frame with "mensaje": a string, "continuar": true
    And client A receives a JSON frame with "mensaje": a string, "continuar": false

  @JSON-ACTIONS-S9 @robust
  Scenario: A frame split anywhere, in the length too, is understood
    Source: 003, the game server; TCP is a stream of bytes
    Usual mistake: recv(4) is taken to return 4 bytes, and recv(n) n; they may return fewer.

    Given client A connects and is greeted
    When client A sends the JSON frame {"tipo": "\\salir"}, one byte at a time
    Then client A receives a JSON frame with "mensaje": a string, "continuar": false

  @JSON-ACTIONS-S10 @robust
  Scenario: An unknown tipo gets no state or one, and does not end the session
    Source: 003, the game server
    Usual mistake: an unknown action raises an error, or closes the connection.

    Given client A connects and is greeted
    When client A sends the JSON frame {"tipo": "\\bailar"}
    Then client A may receive a JSON frame with "mensaje": a string, "continuar": true
    When client A sends the JSON frame {"tipo": "\\juego_nuevo"}
    Then client A receives a JSON frame with "mensaje": a string, "continuar": true

  @JSON-ACTIONS-S11 @robust
  Scenario Outline: Malformed JSON, bytes that are not UTF-8, a \jugada without data: other clients are still served: <what>
    Source: 003, the game server
    Usual mistake: an error in one connection ends the whole server.

    Given client A connects and is greeted
    When client A sends <frame>
    And client A disconnects
    Then a new client is served

    Examples:
      | what                     | frame                                        |
      | malformed JSON           | a frame holding "{\\"tipo\\": "              |
      | bytes that are not UTF-8 | a frame holding 40 bytes that are not UTF-8 |
      | a \\jugada without data  | the JSON frame {"tipo": "\\\\jugada"}        |

  @JSON-ACTIONS-S12 @strict
  Scenario: A length of 4 294 967 295 does not exhaust memory or stop the server
    Source: hostile input
    Usual mistake: as much memory is allocated as the length says.

    Given client A connects and is greeted
    When client A sends the bytes FF FF FF FF 7B
    And client A disconnects
    Then a new client is served

  @JSON-ACTIONS-T1 @core
  Scenario: After one client has been served and has left, the next is served, three in a row
    Source: 003, the game server
    Usual mistake: accept stands before the loop instead of in it, or the listening socket is closed together with the first connection.

    When client A is served
    And client A leaves
    And client B is served
    And client B leaves
    Then client C is served

  @JSON-ACTIONS-T2 @robust
  Scenario: A client that connects and leaves without sending anything does not stop the server
    Source: 003, the game server
    Usual mistake: an empty read (b'', null, 0, -1) is used without asking whether anything came.

    When client A connects
    And client A disconnects
    Then a new client is served

  @JSON-ACTIONS-T3 @robust
  Scenario: A client that resets its connection in mid-exchange does not stop the server
    Source: 003, the game server
    Usual mistake: ECONNRESET, EPIPE or SIGPIPE of one connection ends the whole server.

    When client A connects
    And client W connects
    And client W resets its connection
    And client A resets its connection
    And client B begins to ask and resets its connection
    And client C asks and resets its connection at once
    And client D asks and resets its connection at once
    And client E asks and resets its connection at once
    And client S asks, shuts down its sending side and resets its connection
    And client T asks, shuts down its sending side and resets its connection
    And client U asks, leaves the reply unread and resets its connection
    And client V asks, leaves the reply unread and resets its connection
    Then a new client is served

  @JSON-ACTIONS-T4 @core
  Scenario: A client that connects while another is being served is served at the latest when the other leaves
    Source: 003, the game server
    Usual mistake: a second connection is dropped, or the queue of waiting connections has no room for it.

    Given client A connects
    When client B connects
    And client B asks
    And client A is served
    And client A leaves
    Then client B receives its own reply

  @JSON-ACTIONS-T5 @info
  Scenario: Observed: sequential or concurrent, that is, whether a second client is served while a first one stays idle
    Source: 003, the game server

    Given client A connects
    When client B connects
    And client B asks
    Then it is observed whether client B is served while client A stays idle

  @JSON-ACTIONS-T6 @robust @restart
  Scenario: The server, stopped after having served, can be started again at once on the same port
    Source: 003, the game server
    Usual mistake: SO_REUSEADDR is not set before bind, so the port stays taken for a minute after the server closed a connection first.

    Given the server has just been started
    And client A is served
    When the server is stopped while client A is connected
    And the server is started again on the same port
    Then client B is served

  @JSON-ACTIONS-T7 @strict
  Scenario: 50 clients that connect at once each get exactly their own replies
    Source: 003, the game server
    Usual mistake: clients share a variable, or the queue of waiting connections has room for one.

    Then 50 clients at once are each served within 10 s
