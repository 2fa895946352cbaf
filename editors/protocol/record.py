#!/usr/bin/env python3
"""record.py LOG COMMAND...

Stands between an editor and its language server. Bytes pass unchanged; every message of either side is appended to
LOG as a line of JSON: {"from": "client" | "server", "message": ..., "at": SECONDS}, or "fault" where the bytes are no message. "%p" in
LOG becomes the number of this process, for editors that start several servers.
"""
import json
import os
import subprocess
import sys
import threading
import time


class Log:
    def __init__(self, path):
        self.file = open(path.replace("%p", str(os.getpid())), "ab", buffering=0)
        self.lock = threading.Lock()

    def write(self, **line):
        with self.lock:
            line["at"] = time.monotonic()
            self.file.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")


class Frames:
    """Takes messages out of a stream of bytes as they become whole."""

    def __init__(self, log, side):
        self.log, self.side, self.bytes = log, side, b""

    def feed(self, chunk):
        self.bytes += chunk
        while True:
            head, blank, rest = self.bytes.partition(b"\r\n\r\n")
            if not blank:
                return
            length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), None)
            if length is None:
                self.log.write(**{"from": self.side, "fault": f"header without a length: {head[:80]!r}"})
                self.bytes = b""
                return
            if len(rest) < length:
                return
            body, self.bytes = rest[:length], rest[length:]
            try:
                self.log.write(**{"from": self.side, "message": json.loads(body)})
            except ValueError as error:
                self.log.write(**{"from": self.side, "fault": f"no JSON: {error}"})

    def end(self):
        if self.bytes.strip():
            self.log.write(**{"from": self.side, "fault": f"{len(self.bytes)} bytes after the last message"})


def pass_on(source, sink, frames):
    while chunk := os.read(source, 65536):
        # Logged first, so that no answer stands before its question.
        frames.feed(chunk)
        try:
            while chunk:
                chunk = chunk[os.write(sink, chunk):]
        except BrokenPipeError:
            break
    frames.end()


def main():
    log = Log(sys.argv[1])
    server = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def from_client():
        pass_on(0, server.stdin.fileno(), Frames(log, "client"))
        server.stdin.close()

    threading.Thread(target=from_client, daemon=True).start()
    pass_on(server.stdout.fileno(), 1, Frames(log, "server"))
    code = server.wait()
    log.write(exit=code)
    os._exit(code if code >= 0 else 128 - code)


if __name__ == "__main__":
    main()
