#!/usr/bin/env python3
"""What the checker must find, and what it must let pass. A checker that finds nothing proves nothing."""
import unittest

import strict


def session(*lines):
    """Faults of the server in messages given as (side, message)."""
    it = strict.Session()
    found = []
    for side, message in lines:
        found += it.take({"from": side, "message": {"jsonrpc": "2.0", **message}})
    return [fault for side, fault in found + it.end() if side == "server"]


HELLO = [
    ("client", {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}}),
    ("server", {"id": 1, "result": {"capabilities": {}}}),
]
DRAFT = {"uri": "file:///a.md", "languageId": "markdown", "version": 1, "text": "ab\r\n😀c"}
OPEN = HELLO + [("client", {"method": "textDocument/didOpen", "params": {"textDocument": DRAFT}})]
PLACE = {"textDocument": {"uri": "file:///a.md"}, "position": {"line": 0, "character": 0}}


def span(*numbers):
    (a, b), (c, d) = numbers
    return {"start": {"line": a, "character": b}, "end": {"line": c, "character": d}}


def published(**finding):
    finding = {"range": span((0, 0), (0, 2)), "message": "m", **finding}
    params = {"uri": "file:///a.md", "version": 1, "diagnostics": [finding]}
    return OPEN + [("server", {"method": "textDocument/publishDiagnostics", "params": params})]


class Strict(unittest.TestCase):
    def test_good_sessions_pass(self):
        self.assertEqual(session(*HELLO), [])
        self.assertEqual(session(*published(severity=2, code="x", range=span((1, 0), (1, 3)))), [])

    def test_every_kind_of_fault_is_found(self):
        hover = ("client", {"id": 2, "method": "textDocument/hover", "params": PLACE})
        for name, lines in {
            "a wrong type": published(severity="warning"),
            "no such value": published(severity=9),
            "a property that is none": published(colour="red"),
            "null for what is left out": published(code=None),
            "a missing property": OPEN + [("server", {"method": "textDocument/publishDiagnostics", "params": {"uri": "x"}})],
            "a number for a boolean": HELLO[:1] + [("server", {"id": 1, "result": {"capabilities": {"hoverProvider": 1}}})],
            "a line that is not there": published(range=span((0, 0), (2, 0))),
            "a column past the line": published(range=span((0, 0), (0, 3))),
            "half a character": published(range=span((1, 0), (1, 1))),
            "a range that runs back": published(range=span((0, 2), (0, 1))),
            "a method of the other side": HELLO + [("server", {"method": "initialized", "params": {}})],
            "a method of nobody": HELLO + [("server", {"method": "copydesk/x", "params": {}})],
            "before initialize": [("server", {"method": "textDocument/publishDiagnostics", "params": {"uri": "x", "diagnostics": []}})],
            "an answer nobody asked for": HELLO + [("server", {"id": 7, "result": None})],
            "two answers": HELLO + [HELLO[1]],
            "neither result nor error": OPEN + [hover, ("server", {"id": 2})],
            "a request without an id": HELLO + [("server", {"method": "workspace/applyEdit", "params": {"edit": {}}})],
            "a wrong result": OPEN + [hover, ("server", {"id": 2, "result": {"contents": 5}})],
            "a question left open": OPEN + [hover, ("client", {"id": 3, "method": "shutdown"}), ("server", {"id": 3, "result": None})],
        }.items():
            with self.subTest(name):
                self.assertTrue(session(*lines))

    def test_an_editor_that_leaves_at_once_is_not_kept_waiting(self):
        def asked(before):
            it = strict.Session()
            found = []
            for at, (side, message) in [(0, line) for line in OPEN] + [
                (10 - before, ("client", {"id": 2, "method": "textDocument/hover", "params": PLACE})),
                (10, ("client", {"id": 3, "method": "shutdown"})),
                (10, ("server", {"id": 3, "result": None})),
                (10, ("client", {"method": "exit"})),
            ]:
                found += it.take({"from": side, "message": {"jsonrpc": "2.0", **message}, "at": at})
            return found + it.end()

        self.assertEqual(asked(before=1), [])
        self.assertEqual(len(asked(before=9)), 1)

    def test_an_edit_of_another_document_is_not_held_against_the_draft(self):
        def offered(uri):
            edit = {"range": span((9, 0), (9, 0)), "newText": "x"}
            changes = [{"textDocument": {"uri": uri, "version": None}, "edits": [edit]}]
            action = {"title": "t", "edit": {"documentChanges": changes}}
            place = {"range": span((0, 0), (0, 0)), "context": {"diagnostics": []}}
            params = {"textDocument": {"uri": "file:///a.md"}, **place}
            asks = ("client", {"id": 2, "method": "textDocument/codeAction", "params": params})
            return session(*OPEN, asks, ("server", {"id": 2, "result": [action]}))

        self.assertEqual(offered("file:///s.toml"), [])
        self.assertEqual(len(offered("file:///a.md")), 2)

    def test_columns_follow_what_was_agreed_and_text_follows_edits(self):
        agreed = [HELLO[0], ("server", {"id": 1, "result": {"capabilities": {"positionEncoding": "utf-8"}}})]
        change = {"range": span((1, 0), (1, 4)), "text": "xyz"}
        params = {"textDocument": {"uri": "file:///a.md", "version": 2}, "contentChanges": [change]}
        lines = agreed + OPEN[2:] + [("client", {"method": "textDocument/didChange", "params": params})]
        finding = {"range": span((1, 0), (1, 4)), "message": "m"}

        def publish(finding):
            params = {"uri": "file:///a.md", "version": 2, "diagnostics": [finding]}
            return lines + [("server", {"method": "textDocument/publishDiagnostics", "params": params})]

        self.assertEqual(session(*publish(finding)), [])
        self.assertEqual(len(session(*publish({**finding, "range": span((1, 0), (1, 5))}))), 1)


if __name__ == "__main__":
    unittest.main(argv=["test_strict", "-q"])
