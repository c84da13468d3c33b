Feature: UDP exec server

  Protocol: udp-exec
  Role: server
  Transport: UDP
  Port: 3500
  Source: 004 §1.5.6

  The echo server, which runs the command behind "EXEC " and answers its exit status as a decimal number.

  Background:
    Given a client is served when it sends a sentence of 40 characters and receives the same bytes

  @UDP-EXEC-S1 @core
  Scenario Outline: EXEC true gives 0, EXEC false 1: <command>
    Source: 004 §1.5.6
    Usual mistake: the output of the command is answered instead of its exit status.

    When client A sends "EXEC <command>"
    Then client A receives the number <status>

    Examples:
      | command | status |
      | true    | 0      |
      | false   | 1      |

  @UDP-EXEC-S2 @core
  Scenario: EXEC exit 7 gives 7
    Source: 004 §1.5.6
    Usual mistake: os.system gives the wait status, 1792: the exit status is its upper byte (os.WEXITSTATUS).

    When client A sends "EXEC exit 7"
    Then client A receives the number 7

  @UDP-EXEC-S3 @core
  Scenario Outline: Any other message is echoed: <message>
    Source: 004 §1.5.6
    Usual mistake: EXEC is looked for anywhere in the message, or the message is stripped before.

    When client A sends <message>
    Then client A receives the same bytes

    Examples:
      | message                                              |
      | a sentence of 40 characters with blanks at both ends |
      | "please EXEC false"                                  |
      | "EXECUTE false"                                      |
      | "exec true"                                          |

  @UDP-EXEC-S4 @robust
  Scenario: An unknown command gives 127
    Source: 004 §1.5.6
    Usual mistake: the command is started without a shell, and its error not handled.

    When client A sends "EXEC no-such-command-here"
    Then client A receives the number 127

  @UDP-EXEC-S5 @robust
  Scenario: A slow command does not stop the server
    Source: 004 §1.5.6
    Usual mistake: a command that takes long is given up, and the error that this raises ends the server. (Whether it answers others meanwhile is not graded.)

    When client A sends "EXEC sleep 1.5"
    Then client A receives a reply
    And client B is served
