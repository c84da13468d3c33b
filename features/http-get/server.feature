Feature: HTTP GET server

  Protocol: http-get
  Role: server
  Transport: TCP
  Port: 8001
  Source: 001, the web server
  Requests: HTTP
  Replies: HTTP
  Working directory: fresh

  The server answers "GET <path> HTTP/1.0", CR LF and an empty line with the file of that name below its working directory, and ends the connection. Names in square
  brackets stand for random ones.

  Background:
    Given the server has a text of 5 000 bytes in "[name].html"
    And a client is served when it requests "/[name].html" and receives that file

  @HTTP-GET-S1 @core
  Scenario Outline: An existing file: status 200, and the body is the file, byte for byte: <what>
    Source: 001, the web server
    Usual mistake: the file is opened in text mode, decoded and encoded again, or stripped of the blanks at its ends.

    Given the server has <content> in "[page].html"
    When client A requests "/[page].html"
    Then client A receives the status 200
    And the body is the file "[page].html"

    Examples:
      | what                | content                                        |
      | text                | a text of 3 000 bytes with blanks at both ends |
      | all 256 byte values | all 256 byte values with blanks at both ends   |
      | an empty file       | an empty text                                  |

  @HTTP-GET-S2 @core
  Scenario: Content-Length is there and is the body's number of bytes
    Source: 001, the web server
    Usual mistake: the length is taken of the text before it is encoded, or includes the header.

    Given the server has a sentence of 300 characters with letters outside ASCII in "[page].html"
    When client A requests "/[page].html"
    Then the header says the length of the file "[page].html"

  @HTTP-GET-S3 @core
  Scenario Outline: Content-Type by extension: <extension>
    Source: 001, the web server
    Usual mistake: the extension is not looked at, or looked for anywhere in the name.

    Given the server has a text of 500 bytes in "[file].<extension>"
    When client A requests "/[file].<extension>"
    Then the header says the type <type>

    Examples:
      | extension | type                                                     |
      | html      | "text/html"                                              |
      | jpg       | "image/jpeg"                                             |
      | gif       | "image/gif"                                              |
      | css       | "text/css"                                               |
      | js        | "text/js", "text/javascript" or "application/javascript" |
      | html.jpg  | "image/jpeg"                                             |

  @HTTP-GET-S4 @core
  Scenario Outline: A missing file: status 404: <path>
    Source: 001, the web server
    Usual mistake: nothing is answered, or a page that says so with the status 200.

    When client A requests <path>
    Then client A receives the status 404

    Examples:
      | path                       |
      | "/[nothing].html"          |
      | "/[nothing]"               |
      | "/[folder]/[nothing].html" |

  @HTTP-GET-S5 @core
  Scenario Outline: Header lines end with CR LF, and an empty line ends the header, in every response: <path>
    Source: 001, the web server
    Usual mistake: LF alone ends a line, or the CR LF of the last header line is taken for the empty line (the lecture's own prototype forgets one CR LF); or only the response with a file was thought of.

    Given the server has a text of 400 bytes in "[page].html"
    When client A requests <path>
    Then each line of the header ends with CR LF, and an empty line ends it

    Examples:
      | path              |
      | "/[page].html"    |
      | "/[nothing].html" |

  @HTTP-GET-S6 @core
  Scenario: A file in a subfolder is served
    Source: 001, the web server
    Usual mistake: the path is cut at its first or last slash.

    Given the server has a text of 400 bytes in "[folder]/[deeper]/[page].html"
    When client A requests "/[folder]/[deeper]/[page].html"
    Then client A receives the status 200
    And the body is the file "[folder]/[deeper]/[page].html"

  @HTTP-GET-S7 @core
  Scenario Outline: An HTTP/1.0 response ends with the connection's end: <path>
    Source: 001, the web server
    Usual mistake: the connection is kept open, be it only where there is no file to send, and the client waits for more.

    Given the server has a text of 400 bytes in "[page].html"
    When client A requests <path>
    Then client A receives a reply
    And the server ends the connection of client A

    Examples:
      | path              |
      | "/[page].html"    |
      | "/[nothing].html" |

  @HTTP-GET-S8 @robust
  Scenario: Any other extension: application/octet-stream
    Source: 001, the web server
    Usual mistake: the type of an unknown extension is text/html, or missing.

    Given the server has a text of 500 bytes in "[file].qqz"
    When client A requests "/[file].qqz"
    Then the header says the type "application/octet-stream"

  @HTTP-GET-S9 @robust
  Scenario: A request with ordinary header lines, in several segments, is answered all the same
    Source: 001, the web server; TCP is a stream of bytes
    Usual mistake: one recv is taken for the whole request; or the connection is closed while header lines are still unread, which resets it.

    Given the server has a text of 400 bytes in "[page].html"
    When client A requests "/[page].html" with header lines, in 4 segments
    Then client A receives the status 200
    And the body is the file "[page].html"

  @HTTP-GET-S10 @robust
  Scenario Outline: Another method gets 400, 405 or 501, and the server goes on: <method>
    Source: 001, the web server
    Usual mistake: only the path is looked at, and the file served whatever was asked.

    When client A requests "/[name].html" by the method <method>
    Then client A receives the status 400, 405 or 501
    And a new client is served

    Examples:
      | method   |
      | "POST"   |
      | "DELETE" |
      | "BREW"   |

  @HTTP-GET-S11 @robust
  Scenario Outline: A malformed request line, an empty line, a request with no path: the server goes on: <what>
    Source: 001, the web server
    Usual mistake: the second word of the line is used without asking whether there is one.

    Given client A connects
    When client A sends <message>
    And client A disconnects
    Then a new client is served

    Examples:
      | what                 | message                  |
      | one word             | "hola\\r\\n\\r\\n"       |
      | an empty line        | "\\r\\n\\r\\n"           |
      | no path              | "GET\\r\\n\\r\\n"        |
      | no version, no slash | "GET x\\r\\n\\r\\n"      |
      | no text              | "\\xff\\xfe\\r\\n\\r\\n" |

  @HTTP-GET-S12 @robust
  Scenario Outline: Nothing outside the document root is served: <path>
    Source: 001, the web server
    Usual mistake: the path is put behind the root as it came, and ".." leads out of it; or it is only asked whether what comes of it begins with the root's name, as that of a neighbour does.

    Given beside the folder of the server there is a secret
    When client A requests <path>
    Then the secret is not in what client A receives
    And a new client is served

    Examples:
      | path                           |
      | "/../[secret]"                 |
      | "/../[neighbour]/[secret]"     |
      | "/....//[secret]"              |
      | "/[name].html/../../[secret]"  |
      | "/[secret path]"               |
      | "[secret path]"                |
      | "../[secret]"                  |
      | "/%2e%2e/[secret]"             |
      | "/..%2f[secret]"               |
      | "/%2e%2e%2f[secret]"           |
      | "/%2F[secret path]"            |
      | "/%2e%2e/[neighbour]/[secret]" |

  @HTTP-GET-S13 @robust
  Scenario: A file of 1 MiB arrives intact, and a large one also at a client that reads slowly
    Source: 001, the web server
    Usual mistake: send is used once, where sendall or a loop is needed: it may take only a part.

    Given the server has 1 048 576 lower-case letters in "[large].jpg"
    When client A requests "/[large].jpg"
    Then client A receives the status 200
    And the body is the file "[large].jpg"

  @HTTP-GET-S13 @robust
  Scenario: At a client that reads slowly a file that is larger than all buffers arrives intact
    Source: 001, the web server
    Usual mistake: one send is taken to send all, or the connection is thrown away behind a write that has not ended.

    Given the server has 8 388 608 lower-case letters in "[large].jpg"
    When client A requests "/[large].jpg" and reads slowly
    Then the body is the file "[large].jpg"

  @HTTP-GET-S14 @strict
  Scenario Outline: Percent-encoded names and query strings name the file they should: <path>
    Source: RFC 9110, RFC 3986
    Usual mistake: the path is taken as it is written, with its percent signs and question marks.

    Given the server has a text of 400 bytes in "[a] b.txt"
    And the server has a text of 400 bytes in "[page].html"
    When client A requests <path>
    Then client A receives the status 200
    And the body is the file <file>

    Examples:
      | path               | file          |
      | "/[a]%20b.txt"     | "[a] b.txt"   |
      | "/[page].html?x=1" | "[page].html" |
      | "/[page]%2Ehtml"   | "[page].html" |

  @HTTP-GET-S15 @strict
  Scenario: HEAD has the header of GET and no body; HTTP/1.1 needs Host
    Source: RFC 9110, RFC 9112
    Usual mistake: HEAD is answered as GET is.

    Given the server has a text of 400 bytes in "[page].html"
    When client A requests "/[page].html" by the method "HEAD"
    Then client A receives the status 200
    And the header says the same as that of GET
    And there is no body

  @HTTP-GET-S15 @strict
  Scenario: An HTTP/1.1 request without Host gets 400
    Source: RFC 9110, RFC 9112
    Usual mistake: Host is not looked for.

    When client A requests "/[name].html" in HTTP/1.1, without Host
    Then client A receives the status 400

  @HTTP-GET-S15 @strict
  Scenario: HTTP/1.1 requests with Host get a correct response
    Source: RFC 9110, RFC 9112
    Usual mistake: the version of the request is not understood.

    When client A requests "/[name].html" in HTTP/1.1, with Host
    Then client A receives the status 200
    And the body is the file "[name].html"

  @HTTP-GET-S16 @strict
  Scenario: A request line of 100 000 characters gets 414 or 400, and the server goes on
    Source: RFC 9110, RFC 9112
    Usual mistake: the line must fit into a buffer of fixed size.

    When client A requests a path of 100 000 characters
    Then client A receives the status 400 or 414
    And a new client is served

  @HTTP-GET-S17 @info
  Scenario: Observed: / gives an index, a listing, 403 or 404
    Source: 001, the web server

    When client A requests "/"
    Then it is observed what client A receives for a folder

  @HTTP-GET-T1 @core
  Scenario: After one client has been served and has left, the next is served, three in a row
    Source: 001, the web server
    Usual mistake: accept stands before the loop instead of in it, or the listening socket is closed together with the first connection.

    When client A is served
    And client A leaves
    And client B is served
    And client B leaves
    Then client C is served

  @HTTP-GET-T2 @robust
  Scenario: A client that connects and leaves without sending anything does not stop the server
    Source: 001, the web server
    Usual mistake: an empty read (b'', null, 0, -1) is used without asking whether anything came.

    When client A connects
    And client A disconnects
    Then a new client is served

  @HTTP-GET-T3 @robust
  Scenario: A client that resets its connection in mid-exchange does not stop the server
    Source: 001, the web server
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

  @HTTP-GET-T4 @core
  Scenario: A client that connects while another is being served is served at the latest when the other leaves
    Source: 001, the web server
    Usual mistake: a second connection is dropped, or the queue of waiting connections has no room for it.

    Given client A connects
    When client B connects
    And client B asks
    And client A is served
    And client A leaves
    Then client B receives its own reply

  @HTTP-GET-T5 @info
  Scenario: Observed: sequential or concurrent, that is, whether a second client is served while a first one stays idle
    Source: 001, the web server

    Given client A connects
    When client B connects
    And client B asks
    Then it is observed whether client B is served while client A stays idle

  @HTTP-GET-T6 @robust @restart
  Scenario: The server, stopped after having served, can be started again at once on the same port
    Source: 001, the web server
    Usual mistake: SO_REUSEADDR is not set before bind, so the port stays taken for a minute after the server closed a connection first.

    Given the server has just been started
    And client A is served
    When the server is stopped while client A is connected
    And the server is started again on the same port
    Then client B is served

  @HTTP-GET-T7 @strict
  Scenario: 50 clients that connect at once each get exactly their own replies
    Source: 001, the web server
    Usual mistake: clients share a variable, or the queue of waiting connections has room for one.

    Then 50 clients at once are each served within 10 s
