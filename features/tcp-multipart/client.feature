Feature: TCP multipart client

  Protocol: tcp-multipart
  Role: client
  Transport: TCP
  Port: 3500
  Source: 004 §2.5.4
  Requests: parts
  Replies: lines
  Working directory: fresh

  The client sends mensaje.txt as a text part and imagen.bin as an image part over one connection; the server answers each with OK.

  Background:
    Given the client has a sentence of 60 characters with letters outside ASCII in "mensaje.txt"
    And the client has 20 000 random bytes in "imagen.bin"
    And the server answers each part with the line "OK"

  @TCP-MULTIPART-C1 @core
  Scenario: mensaje.txt and imagen.bin of its working directory arrive as such parts
    Source: 004 §2.5.4
    Usual mistake: the length is taken of the text before it is encoded, the image is read as text, or one of them is stripped.

    Given the client has a sentence of 60 characters with letters outside ASCII and blanks at both ends in "mensaje.txt"
    And the client has all 256 byte values with blanks at both ends in "imagen.bin"
    When the client is started
    Then "mensaje.txt" arrives as a text part, and "imagen.bin" as an image part

  @TCP-MULTIPART-X1 @core
  Scenario: It ends by itself with exit status 0 once the exchange is over
    Source: 004 §2.5.4
    Usual mistake: it waits for more after the reply, never closes its socket, or ends with another status.

    When the client is started
    And the server answers both parts
    Then the client ends by itself with exit status 0

  @TCP-MULTIPART-X2 @core
  Scenario: With no server there it ends by itself within 10 s
    Source: 004 §2.5.4
    Usual mistake: it tries to connect again for ever.

    Given nobody listens where the server should be
    When the client is started
    Then the client ends by itself within 10 s

  @TCP-MULTIPART-X3 @robust
  Scenario: When the server closes without answering, it ends by itself within 10 s
    Source: 004 §2.5.4
    Usual mistake: it reads in a loop that does not recognise the empty read at the end of the stream.

    When the client is started
    And the server closes without answering
    Then the client ends by itself within 10 s

  @TCP-MULTIPART-X5 @robust
  Scenario: A reply that arrives in several segments is understood
    Source: 004 §2.5.4; TCP is a stream of bytes
    Usual mistake: one recv is taken for the whole reply, and a part of it for an error.

    When the client is started
    And the server answers both parts, each answer in several segments
    Then the client ends by itself with exit status 0
