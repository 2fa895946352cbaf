#!/usr/bin/env python3
"""strict.py LOG...

Holds recorded sessions (see record.py) to the Language Server Protocol: every message against the types that the
package lsprotocol generates from the protocol's own meta model, and what types cannot say: who may send what and when,
that every request has one answer, that ranges lie in the text that the editor has at that moment.

Faults of the client are shown and do not count. Ends with 1 if the server has any.
"""
import collections.abc
import enum
import functools
import json
import sys
import types as python_types
import typing

import attrs
from lsprotocol import converters
from lsprotocol import types as protocol

# Making a converter resolves the forward references of all types. It is not used: it forgives too much.
converters.get_converter()

BEFORE_INITIALIZED = {
    "window/showMessage", "window/logMessage", "telemetry/event", "window/showMessageRequest", "$/progress",
}

# Seconds within which a server has to answer an editor that says goodbye.
PATIENCE = 5


def camel(name):
    head, *tail = name.rstrip("_").split("_")
    return head + "".join(part.title() for part in tail)


@functools.cache
def fields(cls):
    """JSON name -> (type, whether it must be there, whether null may stand for it) of a class."""
    hints = typing.get_type_hints(cls, vars(protocol))
    found = {}
    for field in attrs.fields(cls):
        needed = field.default is attrs.NOTHING
        special = protocol.is_special_property(cls, field.name)
        found[camel(field.name)] = (hints.get(field.name, typing.Any), needed, needed or special)
    return found


def faults(value, wanted, at):
    """What is wrong with `value`, which stands at `at` and should be a `wanted`."""
    if isinstance(wanted, typing.ForwardRef):
        wanted = wanted.__forward_arg__
    if isinstance(wanted, str):
        wanted = getattr(protocol, wanted)
    if wanted in (typing.Any, object, getattr(protocol, "LSPAny", None)) or isinstance(wanted, typing.TypeVar):
        return []
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, python_types.UnionType):
        return of_union(value, arguments, at)
    if origin is typing.Literal:
        return [] if value in arguments else [f"{at} is {value!r} and none of {arguments}"]
    if origin in (list, tuple, collections.abc.Sequence):
        return of_list(value, origin, arguments, at)
    if origin in (dict, collections.abc.Mapping):
        if not isinstance(value, dict):
            return [f"{at} is no object"]
        return [fault for key, item in value.items() for fault in faults(item, arguments[1], f"{at}.{key}")]
    if isinstance(wanted, type) and attrs.has(wanted):
        return of_class(value, wanted, at)
    return of_plain(value, wanted, at)


def of_union(value, choices, at):
    tried = [faults(value, choice, at) for choice in choices]
    if any(not found for found in tried):
        return []
    nearest = min((found for choice, found in zip(choices, tried) if choice is not type(None)), key=len)
    return nearest if len(nearest) == 1 else [f"{at} fits none of {len(choices)} types; nearest: {'; '.join(nearest[:3])}"]


def of_list(value, origin, arguments, at):
    if not isinstance(value, list):
        return [f"{at} is no list"]
    if origin is tuple and Ellipsis not in arguments:
        if len(value) != len(arguments):
            return [f"{at} has {len(value)} items and not {len(arguments)}"]
        pairs = zip(value, arguments)
    else:
        pairs = ((item, arguments[0]) for item in value)
    return [fault for i, (item, wanted) in enumerate(pairs) for fault in faults(item, wanted, f"{at}[{i}]")]


def of_class(value, cls, at):
    if not isinstance(value, dict):
        return [f"{at} is no {cls.__name__}"]
    known = fields(cls)
    if not known:
        return []
    found = [f"{at}.{key} is no property of {cls.__name__}" for key in value if key not in known]
    for key, (wanted, needed, nullable) in known.items():
        if key not in value:
            if needed:
                found.append(f"{at}.{key} is missing in {cls.__name__}")
        elif value[key] is None and not nullable:
            found.append(f"{at}.{key} is null, which is not how it is left out")
        else:
            found += faults(value[key], wanted, f"{at}.{key}")
    if cls is protocol.Position:
        found += [f"{at}.{key} is below 0" for key in ("line", "character") if isinstance(value.get(key), int) and value[key] < 0]
    if cls is protocol.Range and not found and order(value["end"]) < order(value["start"]):
        found.append(f"{at} ends before it starts")
    return found


def of_plain(value, wanted, at):
    if wanted is type(None):
        fits = value is None
    elif isinstance(wanted, type) and issubclass(wanted, enum.Enum):
        fits = any(type(member.value) is type(value) and member.value == value for member in wanted)
    elif wanted is bool:
        fits = isinstance(value, bool)
    elif wanted is int:
        fits = isinstance(value, int) and not isinstance(value, bool) and -(2**31) <= value < 2**32
    elif wanted is float:
        fits = isinstance(value, (int, float)) and not isinstance(value, bool)
    elif wanted is str:
        fits = isinstance(value, str)
    else:
        raise TypeError(f"a type this program does not know: {wanted}")
    return [] if fits else [f"{at} is {json.dumps(value)[:80]} and no {getattr(wanted, '__name__', wanted)}"]


def order(position):
    return position["line"], position["character"]


class Draft:
    """The text of a document as its editor has it."""

    def __init__(self, text, version, unit):
        self.text, self.version, self.unit = text, version, unit

    def lines(self):
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def width(self, line):
        encoded = line.encode(self.unit, "surrogatepass")
        return len(encoded) // {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}[self.unit]

    def faults(self, position, at):
        lines = self.lines()
        if position["line"] >= len(lines):
            return [f"{at} is on line {position['line']} of {len(lines)}"]
        line = lines[position["line"]]
        if position["character"] > self.width(line):
            return [f"{at} is at {position['character']} of a line of {self.width(line)}"]
        size = {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}[self.unit]
        try:
            line.encode(self.unit, "surrogatepass")[: position["character"] * size].decode(self.unit, "strict")
        except UnicodeDecodeError:
            return [f"{at} is inside a character"]
        return []

    def offset(self, position):
        start = 0
        for _ in range(position["line"]):
            ends = [(i, mark) for mark in ("\r\n", "\n", "\r") if (i := self.text.find(mark, start)) >= 0]
            if not ends:
                return len(self.text)
            at, mark = min(ends, key=lambda end: (end[0], -len(end[1])))
            start = at + len(mark)
        end = min((i for mark in "\r\n" if (i := self.text.find(mark, start)) >= 0), default=len(self.text))
        for i in range(start, end + 1):
            if self.width(self.text[start:i]) >= position["character"]:
                return i
        return end

    def change(self, changes):
        for change in changes:
            if change.get("range") is None:
                self.text = change["text"]
            else:
                start, end = self.offset(change["range"]["start"]), self.offset(change["range"]["end"])
                self.text = self.text[:min(start, end)] + change["text"] + self.text[max(start, end):]


class Session:
    """One server's life."""

    def __init__(self):
        self.open = {}
        self.initialized = False
        self.shut = False
        # When the line at hand was written and when the editor left, in seconds, where the log tells.
        self.now = self.left = None
        self.unit = "utf-16-le"
        self.drafts = {}
        self.count = 0

    def take(self, line):
        """What is wrong with one line of a log, as (side, fault)."""
        if "exit" in line:
            return [("server", f"exits with {line['exit']}")] if line["exit"] not in (0, 1) else []
        side = line["from"]
        self.now = line.get("at")
        if "fault" in line:
            return [(side, line["fault"])]
        self.count += 1
        message = line["message"]
        if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
            return [(side, "no JSON-RPC 2.0")]
        found = self.asks(message, side) if "method" in message else self.answers(message, side)
        return [(side, fault) for fault in found]

    def asks(self, message, side):
        method = message["method"]
        known = protocol.METHOD_TO_TYPES.get(method)
        found = []
        if known is None:
            if not method.startswith("$/"):
                found.append(f"{method} is no method of the protocol")
        else:
            direction = protocol.message_direction(method)
            if direction not in ("both", "clientToServer" if side == "client" else "serverToClient"):
                found.append(f"{method} is not for a {side} to send")
            if (known[1] is not None) != ("id" in message):
                found.append(f"{method} is a {'request' if known[1] else 'notification'} and is sent as the other")
            found += faults(message, known[0], method)
        if side == "server" and not self.initialized and method not in BEFORE_INITIALIZED:
            found.append(f"{method} before the answer to initialize")
        if "id" in message:
            if (side, message["id"]) in self.open:
                found.append(f"{method} takes the id {message['id']} of a request that is open")
            # The draft as it is now is the one that is asked about.
            uri = inside(message, "params", "textDocument", "uri")
            draft = self.drafts.get(uri) if isinstance(uri, str) else None
            self.open[side, message["id"]] = (method, draft and (draft.text, uri), self.now)
        if method == "exit" and side == "client":
            self.left = self.now
        if side == "client" and not found:
            self.follow(method, message.get("params"))
        elif method == "textDocument/publishDiagnostics" and not found:
            found += self.published(message["params"])
        return found

    def follow(self, method, params):
        """Keeps the text of drafts as the editor has it."""
        if method == "textDocument/didOpen":
            document = params["textDocument"]
            self.drafts[document["uri"]] = Draft(document["text"], document["version"], self.unit)
        elif method == "textDocument/didChange" and params["textDocument"]["uri"] in self.drafts:
            draft = self.drafts[params["textDocument"]["uri"]]
            draft.change(params["contentChanges"])
            draft.version = params["textDocument"]["version"]
        elif method == "textDocument/didClose":
            self.drafts.pop(params["textDocument"]["uri"], None)

    def published(self, params):
        draft = self.drafts.get(params["uri"])
        if draft is None or params.get("version") != draft.version:
            return []
        return in_text(params["diagnostics"], draft, "diagnostics")

    def answers(self, message, side):
        asked = self.open.pop(("client" if side == "server" else "server", message.get("id")), None)
        if asked is None:
            nobody = message.get("id") is None and "error" in message
            return [] if nobody else [f"an answer to {message.get('id')!r}, which nobody asked"]
        method, draft, _ = asked
        if ("result" in message) == ("error" in message):
            return [f"the answer to {method} needs a result or an error, and not both"]
        if "error" in message:
            return faults(message["error"], protocol.ResponseError, f"{method} error")
        if method == "initialize":
            self.initialized = True
            unit = message["result"].get("capabilities", {}).get("positionEncoding", "utf-16")
            self.unit = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[unit]
        if method == "shutdown":
            self.shut = True
        known = protocol.METHOD_TO_TYPES.get(method)
        found = faults(message, known[1], f"{method} answer") if known else []
        if not found and draft and side == "server":
            text, uri = draft
            found += in_text(message["result"], Draft(text, None, self.unit), method, uri)
        return found

    def end(self):
        # A client that was killed may leave requests open; one that says goodbye may not be left without answers.
        if not self.shut:
            return []
        waiting = [(method, at) for (side, _), (method, _, at) in self.open.items() if side == "client"]
        return [("server", f"never answers {method}") for method, at in waiting if not self.leaves_early(at)]

    def leaves_early(self, at):
        """Whether the editor itself ended the server so soon after asking that it did not wait for the answer."""
        return self.left is not None and at is not None and self.left - at < PATIENCE


def inside(value, *names):
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def in_text(value, draft, at, uri=None):
    """Ranges in `value` that do not lie in the text of `draft`. What belongs to another document is left out."""
    found = []
    if isinstance(value, list):
        for i, item in enumerate(value):
            found += in_text(item, draft, f"{at}[{i}]", uri)
    elif isinstance(value, dict):
        other = value.get("uri") or inside(value, "textDocument", "uri")
        if isinstance(other, str) and uri is not None and other != uri:
            return []
        for key, item in value.items():
            if key in ("command", "data") or (uri is not None and key.startswith("file:") and key != uri):
                continue
            if isinstance(item, dict) and set(item) == {"start", "end"}:
                found += draft.faults(item["start"], f"{at}.{key}.start") + draft.faults(item["end"], f"{at}.{key}.end")
            else:
                found += in_text(item, draft, f"{at}.{key}", uri)
    return found


def check(path):
    session, found = Session(), []
    with open(path, encoding="utf-8", errors="surrogatepass") as log:
        for number, line in enumerate(log, 1):
            found += [(number, side, fault) for side, fault in session.take(json.loads(line))]
    found += [("end", side, fault) for side, fault in session.end()]
    return session.count, found


def main():
    messages = servers = clients = 0
    for path in sys.argv[1:]:
        count, found = check(path)
        messages += count
        servers += sum(side == "server" for _, side, _ in found)
        clients += sum(side == "client" for _, side, _ in found)
        for number, side, fault in found:
            if side == "server":
                print(f"{path}:{number}: {side}: {fault}")
    print(f"{len(sys.argv) - 1} sessions, {messages} messages: {servers} faults of the server, {clients} of the client")
    sys.exit(1 if servers or not messages else 0)


if __name__ == "__main__":
    main()
