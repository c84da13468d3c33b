Feature: HTTP GET client

  Protocol: http-get
  Role: client
  Transport: TCP
  Port: 8001
  Source: 001, the web server; RFC 1945
  Requests: HTTP
  Replies: HTTP
  Working directory: fresh

  The client is given a URL as its argument ({url} in the command), requests it and shows the body, or stores it in a file.

  @HTTP-GET-C1 @core
  Scenario: The request line is GET with the path HTTP/1.0 or 1.1, and an empty line ends the request
    Source: RFC 1945, RFC 9112
    Usual mistake: the empty line is forgotten, so that the server waits for ever.

    When the client is started for the path "/[folder]/[page].html"
    Then the client requests this path with GET, and an empty line ends the request

  @HTTP-GET-C2 @core
  Scenario Outline: The body is shown (or stored) byte for byte, also where it contains an empty line: <what>
    Source: RFC 1945, RFC 9112
    Usual mistake: the response is split at every empty line, or decoded.

    When the client is started for the path "/[page].html"
    And the server answers with the status 200 and <body>
    Then the client shows or stores the body

    Examples:
      | what                  | body                                             |
      | text with empty lines | "uno\\r\\n\\r\\ndos\\n\\ntres\\r\\n\\r\\nfin\\n" |
      | all byte values       | all 256 byte values with blanks at both ends     |
      | random text           | a text of 700 bytes with blanks at both ends     |

  @HTTP-GET-C3 @core
  Scenario Outline: A body in several segments is whole, with and without Content-Length: <how>
    Source: RFC 1945, RFC 9112; TCP is a stream of bytes
    Usual mistake: one recv is taken for the whole response.

    When the client is started for the path "/[page].html"
    And the server answers with the status 200 and a text of 20 000 bytes, <how>, in 6 segments
    Then the client shows or stores the body

    Examples:
      | how                    |
      | with Content-Length    |
      | without Content-Length |

  @HTTP-GET-C4 @robust
  Scenario: A 404 is told to the user
    Source: RFC 1945, RFC 9112
    Usual mistake: whatever comes is shown, or nothing, and the exit status is 0.

    When the client is started for the path "/[page].html"
    And the server answers with the status 404 and a text of 40 bytes
    Then the client tells of the status 404

  @HTTP-GET-X2 @core
  Scenario: With no server there it ends by itself within 10 s
    Source: RFC 1945, RFC 9112
    Usual mistake: it tries to connect again for ever.

    Given nobody listens where the server should be
    When the client is started for the path "/[page].html"
    Then the client ends by itself within 10 s

  @HTTP-GET-X3 @robust
  Scenario: When the server closes without answering, it ends by itself within 10 s
    Source: RFC 1945, RFC 9112
    Usual mistake: it reads in a loop that does not recognise the empty read at the end of the stream.

    When the client is started for the path "/[page].html"
    And the server closes every connection without answering
    Then the client ends by itself within 10 s

  @HTTP-GET-X5 @robust
  Scenario: A reply that arrives in several segments is shown whole
    Source: RFC 1945, RFC 9112; TCP is a stream of bytes
    Usual mistake: one recv is taken for the whole header.

    When the client is started for the path "/[page].html"
    And the server answers with the status 200 and a text of 600 bytes, the header cut into 5 segments
    Then the client shows or stores the body
