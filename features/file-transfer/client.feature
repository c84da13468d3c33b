Feature: File transfer client

  Protocol: file-transfer
  Role: client
  Transport: TCP
  Port: 5050
  Source: 003, the file client
  Options: --send-file enviar.bin
  Requests: frames
  Working directory: fresh

  The client sends the length of enviar.bin as 4 bytes, big-endian, then the file, and shows the server's reply.

  Background:
    Given the client has 5 000 random bytes in the agreed file
    And the server answers with 12 upper-case letters

  @FILE-TRANSFER-C1 @core
  Scenario: The first 4 bytes are the file's size, big-endian, and exactly the file's bytes follow
    Source: 003, the file client
    Usual mistake: the length is written as text, in another byte order, or taken of something else than the bytes; or the file is read as text, and stripped.

    Given the client has all 256 byte values with blanks at both ends in the agreed file
    When the client is started
    Then the agreed file arrives, its length before it

  @FILE-TRANSFER-C2 @core
  Scenario: 16 MiB arrive complete though the server reads slowly
    Source: 003, the file client
    Usual mistake: send is used once, where sendall or a loop is needed: it may take only a part.

    Given the client has 16 777 216 random bytes in the agreed file
    When the client is started
    And the server reads slowly
    Then the agreed file arrives, its length before it

  @FILE-TRANSFER-C3 @core
  Scenario: An empty file is sent as four zero bytes
    Source: 003, the file client
    Usual mistake: an empty file is taken for an error, or for nothing to send.

    Given the client has an empty text in the agreed file
    When the client is started
    Then the agreed file arrives, its length before it

  @FILE-TRANSFER-C4 @core
  Scenario: It waits for the reply before it closes
    Source: 003, the file client
    Usual mistake: close follows the last send directly, and the reply finds nobody.

    When the client is started
    Then the client waits for the reply

  @FILE-TRANSFER-X1 @core
  Scenario: It ends by itself with exit status 0 once the exchange is over
    Source: 003, the file client
    Usual mistake: it waits for more after the reply, never closes its socket, or ends with another status.

    When the client is started
    And the server answers
    Then the client ends by itself with exit status 0

  @FILE-TRANSFER-X2 @core
  Scenario: With no server there it ends by itself within 10 s
    Source: 003, the file client
    Usual mistake: it tries to connect again for ever.

    Given nobody listens where the server should be
    When the client is started
    Then the client ends by itself within 10 s

  @FILE-TRANSFER-X3 @robust
  Scenario: When the server closes without answering, it ends by itself within 10 s
    Source: 003, the file client
    Usual mistake: it reads in a loop that does not recognise the empty read at the end of the stream.

    When the client is started
    And the server closes without answering
    Then the client ends by itself within 10 s

  @FILE-TRANSFER-X4 @core
  Scenario: It shows what the server really sent
    Source: 003, the file client
    Usual mistake: it prints a text of its own instead of the reply.

    When the client is started
    And the server answers
    Then the client shows the answer

  @FILE-TRANSFER-X5 @robust
  Scenario: A reply that arrives in several segments is shown whole
    Source: 003, the file client; TCP is a stream of bytes
    Usual mistake: one recv is taken for the whole reply.

    Given the server answers with 60 upper-case letters
    When the client is started
    And the server answers in 3 segments
    Then the client shows the answer
