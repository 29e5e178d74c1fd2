"""What the tests' own door has switched on."""

sockets_fail = False
