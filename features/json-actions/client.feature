Feature: JSON actions client

  Protocol: json-actions
  Role: client
  Transport: TCP
  Port: 8080
  Source: 003, the game
  Requests: JSON frames
  Replies: JSON frames

  The client shows the "mensaje" of each state that comes, and after each asks its user for a command, which it sends as an action.

  Background:
    Given the server greets with the JSON frame {"mensaje": [30 letters], "continuar": true}

  @JSON-ACTIONS-C1 @core
  Scenario: It reads the first state before it sends anything, and shows its mensaje
    Source: 003, the game client
    Usual mistake: the client speaks first, or the first state is read and thrown away.

    Given the server does not greet
    When the client is started and "\\juego_nuevo" is typed
    Then the client sends nothing yet
    When the server sends the JSON frame {"mensaje": [30 letters], "continuar": true}
    Then the client shows what the server sent
    And the client sends the JSON frame {"tipo": "\\juego_nuevo"}

  @JSON-ACTIONS-C2 @core
  Scenario: \juego_nuevo, \salir and \jugada 5 typed become the right frames (data a number)
    Source: 003, the game client
    Usual mistake: the number is sent as the text that was typed, or only its first digit is read.

    When the client is started and "\\juego_nuevo" is typed
    Then the client sends the JSON frame {"tipo": "\\juego_nuevo"}
    When the server sends the JSON frame {"mensaje": [30 letters], "continuar": true}
    And "\\jugada 5" is typed
    Then the client sends the JSON frame {"tipo": "\\jugada", "data": 5}
    When the server sends the JSON frame {"mensaje": [30 letters], "continuar": true}
    And "\\jugada 17" is typed
    Then the client sends the JSON frame {"tipo": "\\jugada", "data": 17}
    When the server sends the JSON frame {"mensaje": [30 letters], "continuar": true}
    And "\\salir" is typed
    Then the client sends the JSON frame {"tipo": "\\salir"}

  @JSON-ACTIONS-C3 @core
  Scenario Outline: Input that is no command is not sent, and it asks again: <input>
    Source: 003, the game client
    Usual mistake: whatever is typed is sent, or a wrong input ends the program.

    When the client is started and <input> is typed
    And "\\juego_nuevo" is typed
    Then the client sends the JSON frame {"tipo": "\\juego_nuevo"}

    Examples:
      | input            |
      | "hola"           |
      | "\\\\jugada x"   |
      | "\\\\jugada 1 2" |
      | ""               |

  @JSON-ACTIONS-C4 @core
  Scenario: It shows the mensaje of each state, non-ASCII text included
    Source: 003, the game client
    Usual mistake: only the first state is shown, or the bytes are printed instead of the text.

    When the client is started and "\\juego_nuevo" is typed
    Then the client shows what the server sent
    When the client sends the JSON frame {"tipo": "\\juego_nuevo"}
    And the server sends the JSON frame {"mensaje": [40 letters with letters outside ASCII], "continuar": true}
    Then the client shows what the server sent

  @JSON-ACTIONS-C5 @core
  Scenario: After continuar false it sends nothing more and closes
    Source: 003, the game client
    Usual mistake: continuar is not looked at, or compared with a text.

    When the client is started and "\\salir" is typed
    And the client sends the JSON frame {"tipo": "\\salir"}
    And "\\juego_nuevo" is typed
    And the server sends the JSON frame {"mensaje": [30 letters], "continuar": false}
    Then the client sends nothing more and ends the connection

  @JSON-ACTIONS-C6 @robust
  Scenario: A state of more than 4 096 bytes is shown whole
    Source: 003, the game client
    Usual mistake: one recv of 4 096 bytes is taken for the whole state.

    When the client is started and "\\juego_nuevo" is typed
    And the client sends the JSON frame {"tipo": "\\juego_nuevo"}
    And the server sends the JSON frame {"mensaje": [20 000 letters], "continuar": true}
    Then the client shows what the server sent

  @JSON-ACTIONS-X1 @core
  Scenario: It ends by itself with exit status 0 once the exchange is over
    Source: 003, the game client
    Usual mistake: it waits for more after the reply, never closes its socket, or ends with another status.

    When the client is started and "\\salir" is typed
    And the client sends the JSON frame {"tipo": "\\salir"}
    And the server sends the JSON frame {"mensaje": [30 letters], "continuar": false}
    And the server ends the connection
    Then the client ends by itself with exit status 0

  @JSON-ACTIONS-X2 @core
  Scenario: With no server there it ends by itself within 10 s
    Source: 003, the game client
    Usual mistake: it tries to connect again for ever.

    Given nobody listens where the server should be
    When the client is started and "\\juego_nuevo" is typed
    Then the client ends by itself within 10 s

  @JSON-ACTIONS-X3 @robust
  Scenario: When the server closes without answering, it ends by itself within 10 s
    Source: 003, the game client
    Usual mistake: it reads in a loop that does not recognise the empty read at the end of the stream.

    When the client is started and "\\juego_nuevo" is typed
    And the client sends the JSON frame {"tipo": "\\juego_nuevo"}
    And the server ends the connection
    Then the client ends by itself within 10 s

  @JSON-ACTIONS-X5 @robust
  Scenario: A reply that arrives in several segments is shown whole
    Source: 003, the game client; TCP is a stream of bytes
    Usual mistake: one recv is taken for the whole reply.

    When the client is started and "\\juego_nuevo" is typed
    And the client sends the JSON frame {"tipo": "\\juego_nuevo"}
    And the server sends the JSON frame {"mensaje": [60 letters], "continuar": true} in 5 segments, the first cut inside its length
    Then the client shows what the server sent
