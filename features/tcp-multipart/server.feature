Feature: TCP multipart server

  Protocol: tcp-multipart
  Role: server
  Transport: TCP
  Port: 3500
  Source: 004 §2.5.4
  Requests: parts
  Replies: lines
  Working directory: fresh

  A client sends parts over one connection: a type byte (1 text in UTF-8, 2 image), a length of 4 bytes, big-endian, and the content. After each part the server
  replies "OK" and LF. It stores the text in mensaje.txt and the image in imagen.bin.

  Background:
    Given a client is served when it sends a text part of a sentence of 40 characters and receives the line "OK"

  @TCP-MULTIPART-S1 @core
  Scenario: Text, then image are stored byte for byte
    Source: 004 §2.5.4
    Usual mistake: the content is decoded on its way, stripped of the blanks at its ends, or the files are opened in text mode.

    Given client A connects
    When client A sends a text part of a sentence of 60 characters with letters outside ASCII and blanks at both ends
    Then client A receives a reply
    When client A sends an image part of 3 000 random bytes
    Then client A receives a reply
    And the text of client A is stored as "mensaje.txt"
    And the image of client A is stored as "imagen.bin"

  @TCP-MULTIPART-S2 @core
  Scenario: Image, then text are stored byte for byte
    Source: 004 §2.5.4
    Usual mistake: the order is fixed in the program, and the type byte not looked at.

    Given client A connects
    When client A sends an image part of 3 000 random bytes
    Then client A receives a reply
    When client A sends a text part of a sentence of 60 characters with letters outside ASCII
    Then client A receives a reply
    And the text of client A is stored as "mensaje.txt"
    And the image of client A is stored as "imagen.bin"

  @TCP-MULTIPART-S3 @core
  Scenario: One OK line for each part
    Source: 004 §2.5.4
    Usual mistake: OK is answered once at the end, or once for each read.

    Given client A connects
    When client A sends a text part of a sentence of 60 characters with letters outside ASCII
    Then client A receives the line "OK"
    When client A sends an image part of 100 000 random bytes
    Then client A receives exactly the line "OK"

  @TCP-MULTIPART-S4 @core
  Scenario: Several parts in one segment are all understood
    Source: 004 §2.5.4
    Usual mistake: what follows the first part in the same read is thrown away.

    Given client A connects
    When client A sends a text part of a sentence of 60 characters followed by an image part of 300 random bytes followed by a text part of a sentence of 50 characters
    Then client A receives a reply
    And the text of client A is stored as "mensaje.txt"
    And the image of client A is stored as "imagen.bin"

  @TCP-MULTIPART-S5 @core
  Scenario Outline: Contents are opaque: <what>
    Source: 004 §2.5.4
    Usual mistake: the content ends at a zero byte, or is searched for a mark that ends it.

    Given client A connects
    When client A sends <part>
    Then client A receives a reply
    And the <content> of client A is stored as <file>

    Examples:
      | what                           | part                                  | content | file          |
      | an image with every byte value | an image part of all 256 byte values | image   | "imagen.bin"  |
      | a text with a zero byte        | a text part of "uno\\0dos"            | text    | "mensaje.txt" |

  @TCP-MULTIPART-S6 @robust
  Scenario Outline: Parts split anywhere are understood: <part>
    Source: 004 §2.5.4; TCP is a stream of bytes
    Usual mistake: recv(5) is taken to return 5 bytes; it may return fewer.

    Given client A connects
    When client A sends <part>, one byte at a time
    Then client A receives a reply
    And the <content> of client A is stored as <file>

    Examples:
      | part                                                                  | content | file          |
      | a text part of a sentence of 30 characters with letters outside ASCII | text    | "mensaje.txt" |
      | an image part of 30 random bytes                                     | image   | "imagen.bin"  |

  @TCP-MULTIPART-S7 @robust
  Scenario: An unknown type byte gets ERROR and LF, and the connection ends
    Source: 004 §2.5.4
    Usual mistake: an unknown type is treated as one of the others, or ignored.

    Given client A connects
    When client A sends a part of type 9 of 20 random bytes
    Then client A receives the line "ERROR"
    And the server ends the connection of client A

  @TCP-MULTIPART-S8 @robust
  Scenario Outline: Empty parts are parts: <part>
    Source: 004 §2.5.4
    Usual mistake: a length of 0 is taken for the end of the stream.

    Given client A connects
    When client A sends <part>
    Then client A receives a reply
    And the <content> of client A is stored as <file>

    Examples:
      | part                | content | file          |
      | an empty text part  | text    | "mensaje.txt" |
      | an empty image part | image   | "imagen.bin"  |

  @TCP-MULTIPART-T1 @core
  Scenario: After one client has been served and has left, the next is served, three in a row
    Source: 004 §2.5.4
    Usual mistake: accept stands before the loop instead of in it, or the listening socket is closed together with the first connection.

    When client A is served
    And client A leaves
    And client B is served
    And client B leaves
    Then client C is served

  @TCP-MULTIPART-T2 @robust
  Scenario: A client that connects and leaves without sending anything does not stop the server
    Source: 004 §2.5.4
    Usual mistake: an empty read (b'', null, 0, -1) is used without asking whether anything came.

    When client A connects
    And client A disconnects
    Then a new client is served

  @TCP-MULTIPART-T3 @robust
  Scenario: A client that resets its connection in mid-exchange does not stop the server
    Source: 004 §2.5.4
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

  @TCP-MULTIPART-T4 @core
  Scenario: A client that connects while another is being served is served at the latest when the other leaves
    Source: 004 §2.5.4
    Usual mistake: a second connection is dropped, or the queue of waiting connections has no room for it.

    Given client A connects
    When client B connects
    And client B asks
    And client A is served
    And client A leaves
    Then client B receives its own reply

  @TCP-MULTIPART-T5 @info
  Scenario: Observed: sequential or concurrent, that is, whether a second client is served while a first one stays idle
    Source: 004 §2.5.4

    Given client A connects
    When client B connects
    And client B asks
    Then it is observed whether client B is served while client A stays idle

  @TCP-MULTIPART-T6 @robust @restart
  Scenario: The server, stopped after having served, can be started again at once on the same port
    Source: 004 §2.5.4
    Usual mistake: SO_REUSEADDR is not set before bind, so the port stays taken for a minute after the server closed a connection first.

    Given the server has just been started
    And client A is served
    When the server is stopped while client A is connected
    And the server is started again on the same port
    Then client B is served

  @TCP-MULTIPART-T7 @strict
  Scenario: 50 clients that connect at once each get exactly their own replies
    Source: 004 §2.5.4
    Usual mistake: clients share a variable, or the queue of waiting connections has room for one.

    Then 50 clients at once are each served within 10 s
