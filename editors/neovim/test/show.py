#!/usr/bin/env python3
"""show.py SCREEN READY COMMAND...

Runs COMMAND in a terminal of 100 columns and 30 rows until it has made the file READY and is still, and writes all that
it sent to the terminal into SCREEN. It is killed then, so that it does not clean up the screen.
"""
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time


def main():
    screen, ready, *command = sys.argv[1:]
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", READY=ready)
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    sent, end = b"", time.monotonic() + 120
    while time.monotonic() < end:
        if select.select([terminal], [], [], 1)[0]:
            try:
                sent += os.read(terminal, 65536)
            except OSError:
                break
        elif os.path.exists(ready):
            break
    os.kill(child, signal.SIGTERM if not os.path.exists(ready) else signal.SIGKILL)
    os.waitpid(child, 0)
    with open(screen, "wb") as file:
        file.write(sent)
    if not os.path.exists(ready):
        sys.exit(f"the editor did not show what it should: {sent[-2000:]!r}")


if __name__ == "__main__":
    main()
