Feature: TCP throughput client

  Protocol: tcp-throughput
  Role: client
  Transport: TCP
  Port: 6789
  Source: 001, the throughput meter
  Options: --duration 10

  The client sends as fast as it can for a number of seconds ({duration} in its command, or $DURATION; 10 without), closes, and prints the rate in kbit/s.

  @TCP-THROUGHPUT-C1 @core
  Scenario: It sends for the agreed duration, within 1 s, then closes
    Source: 001, the throughput meter
    Usual mistake: the loop counts writes instead of looking at the clock, or the connection is never closed.

    When the client is started
    Then the client sends for the agreed duration, within 1 s, and then closes

  @TCP-THROUGHPUT-C2 @core
  Scenario: It prints a rate in kbit/s within 15 % of what the server counted
    Source: 001, the throughput meter
    Usual mistake: bytes are taken for bits, kilo for mega, or the time is not divided by.

    When the client is started
    And the server reads until the client closes
    Then the client prints a rate in kbit/s within 15 % of what the server counted

  @TCP-THROUGHPUT-C3 @robust
  Scenario: The same where the server reads at a fixed slow rate
    Source: 001, the throughput meter
    Usual mistake: what was handed over is counted, not what the network took.

    When the client is started
    And the server reads 32 MiB in each second until the client closes
    Then the client prints a rate in kbit/s within 15 % of what the server counted

  @TCP-THROUGHPUT-C4 @robust
  Scenario: A server that resets the connection ends the client within 10 s, with an error, not a hang
    Source: 001, the throughput meter
    Usual mistake: the error of send is caught, and the loop goes on.

    When the client is started
    And the server resets the connection
    Then the client ends with an error within 10 s

  @TCP-THROUGHPUT-X2 @core
  Scenario: With no server there it ends by itself within 10 s
    Source: 001, the throughput meter
    Usual mistake: it tries to connect again for ever.

    Given nobody listens where the server should be
    When the client is started
    Then the client ends by itself within 10 s

  @TCP-THROUGHPUT-N1 @robust @network
  Scenario: On a link of 8 Mbit/s it prints the rate of the link, within 15 % of what the server counted
    Source: 001, the throughput meter
    Usual mistake: what was handed over to the system is counted, though most of it still lies in a buffer.

    Given no more than 8 000 kbit pass in a second
    When the client is started
    And the server reads until the client closes
    Then the client prints a rate in kbit/s within 15 % of what the server counted
