"""Has every report of copydesk read by the tool it is for; called by `run`, which installs the tools.

Each part ends with one line. A validator that accepts everything would be no proof, so each is shown a broken report, too.
"""

import csv
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import junitparser

ROOT = Path(os.environ["ROOT"])
TOOLS = Path(os.environ["TOOLS"])
HERE = ROOT / "tests/formats"
COPYDESK = os.environ["COPYDESK"]
WORK = Path(sys.argv[1])
# Nothing of the machine's own takes part: no CI, no colours, no job summary.
ENVIRONMENT = {key: os.environ[key] for key in ("PATH", "HOME", "TMPDIR", "LANG") if key in os.environ}
FORMATS = {"json": "json", "jsonl": "jsonl", "sarif": "sarif", "gitlab": "gitlab.json", "junit": "xml", "rdjsonl": "rd"}
MANY = "<!-- copydesk allow nonsense: “50 %”, it\r said: so -->\nThe council met.\n\n"
SECRET = "Operation Halibut"
EMBARGOED = f"""---
embargo: 2031-05-01
---

<!-- copydesk allow halibut: the Halibut file -->
“We launch {SECRET} at dawn and nobody but us knows about it.”

The mayor said “{SECRET} is on the way, according to the Harbour Halibut. [Halibut](https://halibut.example/?utm_source=halibut)

[^halibut]: Halibut.
"""


def say(line):
    print(line, flush=True)


def run(*arguments, expect=(0,), cwd=WORK, stdin=None, **environment):
    """Standard output of a command that has to end with one of the codes expected."""
    ran = subprocess.run(arguments, cwd=cwd, input=stdin, capture_output=True, env=ENVIRONMENT | environment)
    if ran.returncode not in expect:
        words = ran.stdout.decode(errors="replace")[-3000:] + ran.stderr.decode(errors="replace")[-3000:]
        raise SystemExit(f"{' '.join(map(str, arguments))}: exit code {ran.returncode}, not {expect}\n{words}")
    return ran.stdout


def copydesk(*arguments, expect=(0, 1), **more):
    return run(COPYDESK, *arguments, expect=expect, **more)


def schema_says(schema, value, *options, valid=True):
    """Has check-jsonschema judge a value."""
    instance = WORK.parent / f"{WORK.name}.instance.json"
    instance.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    run("check-jsonschema", *options, "--schemafile", schema, instance, expect=(0,) if valid else (1,))
    instance.unlink()


def drafts():
    (WORK / "drafts").mkdir()
    shutil.copy(ROOT / "tests/corpus/harbour.md", WORK / "drafts/harbour.md")
    (WORK / "drafts/clean.md").write_text("The council met.\n", encoding="utf-8")
    hard = WORK / "drafts/a, b:c é [%].md"
    hard.write_bytes(("\ufeff" + MANY * 14 + "“No end <b>&amp;</b> 😀 and\r\nover a line.\n").encode())


def reports():
    """Every machine format, and GitHub's commands, from one run."""
    wanted = ",".join(["github", *(f"{name}=out.{ending}" for name, ending in FORMATS.items())])
    commands = copydesk("check", "drafts", "--format", wanted, expect=(1,), GITHUB_STEP_SUMMARY=str(WORK / "summary.md"))
    return commands, {name: (WORK / f"out.{ending}").read_bytes() for name, ending in FORMATS.items()}


def check_json(reports):
    schema = WORK / "report.schema.json"
    schema.write_bytes(copydesk("schema", "report", expect=(0,)))
    run("check-jsonschema", "--check-metaschema", schema)
    findings = json.loads(reports["json"])
    lines = [json.loads(line) for line in reports["jsonl"].splitlines()]
    assert findings == lines and len(findings) > 40
    schema_says(schema, findings)
    schema_says(schema, [findings[0] | {"level": "grave"}], valid=False)
    schema_says(schema, [{key: findings[0][key] for key in findings[0] if key != "range"}], valid=False)
    quotes = WORK / "quotes.schema.json"
    quotes.write_bytes(copydesk("schema", "quotes", expect=(0,)))
    run("check-jsonschema", "--check-metaschema", quotes)
    for why in ([], ["--why"]):
        documents = [json.loads(line) for line in copydesk("quotes", "drafts", "--format", "jsonl", *why).splitlines()]
        assert sum(len(document["quotes"]) for document in documents) > 4
        for document in documents:
            schema_says(quotes, document)
    schema_says(quotes, documents[0] | {"quotes": [{}]}, valid=False)
    say(f"json, jsonl: {len(findings)} findings and {len(documents)} documents fit their schemas")
    return findings


def check_sarif(reports, findings):
    schema = TOOLS / "sarif.schema.json"
    python = ("--regex-variant", "python")
    log = json.loads(reports["sarif"])
    schema_says(schema, log, *python)
    schema_says(schema, json.loads(reports["sarif"].replace(b'"level":"error"', b'"level":"grave"')), *python, valid=False)
    [sarif_run] = log["runs"]
    for rule in sarif_run["tool"]["driver"]["rules"]:
        assert rule["help"]["text"] and rule["shortDescription"]["text"], rule["id"]
    results = [result for result in sarif_run["results"] if "suppressions" not in result]
    suppressed = len(sarif_run["results"]) - len(results)
    assert len(results) == len(findings) and suppressed > 0
    for result, finding in zip(results, findings):
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["byteOffset"], region["byteLength"]) == (finding["start"], finding["end"] - finding["start"])
    assert any("fixes" in result for result in results)
    run("sarif", "summary", "out.sarif", "--output", "summary.txt")
    run("sarif", "csv", "out.sarif", "--output", "out.csv")
    with (WORK / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    told = {len(rows)} & {len(results), len(sarif_run["results"])}
    assert told, f"sarif-tools read {len(rows)} of {len(results)} results"
    # A paragraph above moves every line and no fingerprint.
    prints = lambda results: sorted(result["partialFingerprints"]["copydesk/v1"] for result in results)
    moved = WORK / "moved"
    shutil.copytree(WORK / "drafts", moved / "drafts")
    for draft in moved.glob("drafts/*.md"):
        # Front matter stays where it is.
        text = draft.read_text(encoding="utf-8")
        head, sign, rest = text.partition("\n---\n") if text.startswith("---") else ("", "", text)
        draft.write_text(f"{head}{sign}\nThe rain went on.\n\n{rest}", encoding="utf-8", newline="")
    after = json.loads(copydesk("check", "drafts", "--format", "sarif", cwd=moved))["runs"][0]["results"]
    before, after = prints(sarif_run["results"]), prints(after)
    kept = len(set(before) & set(after))
    assert len(set(before)) == len(before) and kept >= 0.9 * len(before), (kept, len(before))
    say(f"sarif: valid, {len(rows)} rows in sarif-tools, {suppressed} suppressed, {kept} of {len(before)} fingerprints survive")


def check_github(commands):
    shown = json.loads(copydesk("check", "drafts", "--format", "json"))
    right = run("node", TOOLS / "annotations.mjs", stdin=json.dumps(shown).encode())
    assert commands == right, f"ours:\n{commands.decode()}\n@actions/core:\n{right.decode()}"
    kinds = [line.split(b" ")[0] for line in commands.splitlines()]
    assert kinds == sorted(kinds, key=[b"::error", b"::warning", b"::notice"].index)
    assert max(kinds.count(kind) for kind in kinds) == 10 and b" more " in commands
    summary = (WORK / "summary.md").read_text(encoding="utf-8")
    for_people = [finding for finding in shown if finding["level"] != "hint"]
    assert len(re.findall(r"^\| (?!file|---)", summary, re.M)) == len(for_people), summary
    say(f"github: {len(kinds)} commands, byte for byte as @actions/core writes them; {len(for_people)} rows in the summary")


def check_gitlab(reports, findings):
    issues = json.loads(reports["gitlab"])
    schema_says(HERE / "gitlab.schema.json", issues)
    schema_says(HERE / "gitlab.schema.json", [issues[0] | {"severity": "error"}], valid=False)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(findings)
    say(f"gitlab: {len(issues)} issues, each with a fingerprint of its own")


def check_junit(reports, findings):
    xml = junitparser.JUnitXml.fromstring(reports["junit"])
    grave = [finding for finding in findings if finding["level"] in ("error", "warning")]
    cases = [case for suite in xml for case in suite]
    messages = [result.message for case in cases for result in case.result]
    assert xml.failures == len(messages) == len(grave) and xml.tests == len(cases)
    # An attribute may hold no line end, so readers see a space.
    assert [" ".join(m.split()) for m in messages] == [" ".join(f["message"].split()) for f in grave]
    assert {suite.name for suite in xml} == {f"drafts/{path.name}" for path in (WORK / "drafts").iterdir()}
    run("junitparser", "verify", "out.xml", expect=(1,))
    copydesk("check", "drafts/clean.md", "--format", "junit=clean.xml")
    run("junitparser", "verify", "clean.xml")
    say(f"junit: {len(cases)} cases, {len(grave)} failed, read by junitparser")


def check_rdjson(reports, findings):
    lines = [json.loads(line) for line in reports["rdjsonl"].splitlines()]
    schema_says(HERE / "rdjson.schema.json", lines)
    schema_says(HERE / "rdjson.schema.json", [lines[0] | {"severity": "error"}], valid=False)
    assert len(lines) == len(findings)
    for line, finding in zip(lines, findings):
        text = (WORK / finding["path"]).read_bytes()
        starts = [0, *(end.end() for end in re.finditer(rb"\r\n|\n|\r", text))]
        for side in ("start", "end"):
            place = line["location"]["range"][side]
            assert starts[place["line"] - 1] + place["column"] - 1 == finding[side], (line, finding)
    say(f"rdjsonl: {len(lines)} diagnostics, columns in bytes")


def check_redaction():
    folder = WORK / "secret"
    folder.mkdir()
    (folder / "a.md").write_text(EMBARGOED, encoding="utf-8")
    open_report = copydesk("check", "--format", "json", cwd=folder).decode()
    assert "halibut" in open_report.lower(), "the draft must give a report something to leak"
    for name in ["human", "compact", "github", *FORMATS]:
        for arguments, environment in ((["--redact"], {}), ([], {"CI": "true"})):
            summary = folder / "summary.md"
            ran = subprocess.run(
                [COPYDESK, "check", *arguments, "--show-hints", "--format", name],
                cwd=folder, capture_output=True, env=ENVIRONMENT | environment | {"GITHUB_STEP_SUMMARY": str(summary)},
            )
            told = ran.stdout.decode() + ran.stderr.decode() + (summary.read_text() if summary.exists() else "")
            assert ran.returncode == 1 and "a.md" in told, told
            assert "halibut" not in told.lower() and "launch" not in told, f"{name} leaks:\n{told}"
            assert "unused-allowance" in told, told
            summary.unlink(missing_ok=True)
    say(f"redaction: nothing leaks from {len(FORMATS) + 3} formats, by the flag or by CI")


def check_terminal():
    """A report on a real terminal of 60 columns."""
    def on_terminal(**environment):
        pid, terminal = pty.fork()
        if pid == 0:
            import fcntl, struct, termios
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
            os.chdir(WORK)
            os.execve(COPYDESK, [COPYDESK, "check", "drafts/harbour.md"], ENVIRONMENT | {"TERM": "xterm-256color"} | environment)
        told = b""
        while True:
            try:
                some = os.read(terminal, 65536)
            except OSError:
                some = b""
            if not some:
                break
            told += some
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 1
        return told.decode()
    plain, styled = on_terminal(NO_COLOR="1"), on_terminal()
    assert "\x1b[" in styled and "\x1b[" not in plain
    excerpts = [line for line in plain.splitlines() if re.match(r" *\d* \|", line)]
    assert len(excerpts) > 20 and max(map(len, excerpts)) <= 70, max(excerpts, key=len)
    say(f"human: colours on a terminal, none with NO_COLOR, {len(excerpts)} lines of excerpts within 60 columns or so")


def check_hooks():
    run("pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    git = ("git", "-c", "user.name=Desk", "-c", "user.email=desk@example.org")
    hooks, desk, programs = WORK / "hooks", WORK / "desk", WORK / "programs"
    for folder in (hooks, desk, programs):
        folder.mkdir()
    (programs / "copydesk").symlink_to(COPYDESK)
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    (desk / "a.md").write_text("“No end, she said.\n", encoding="utf-8")
    (desk / "notes.py").write_text("no copy\n", encoding="utf-8")
    for folder in (hooks, desk):
        run(*git, "init", "--quiet", cwd=folder)
        run(*git, "add", ".", cwd=folder)
        run(*git, "commit", "--quiet", "--message", "One", cwd=folder)
    path = f"{programs}:{ENVIRONMENT['PATH']}"
    more = {"PRE_COMMIT_HOME": str(WORK / "pre-commit"), "PATH": path}
    hook = ("pre-commit", "try-repo", hooks, "copydesk-system", "--all-files")
    told = run(*hook, cwd=desk, expect=(1,), **more).decode()
    assert "unbalanced-quote" in told and "notes.py" not in told, told
    (desk / "a.md").write_text("No end, she said.\n", encoding="utf-8")
    run(*hook, cwd=desk, **more)
    say("pre-commit: the hook finds the fault, and passes without it")


def check_workflows():
    builtin = lambda schema, *files, **more: run("check-jsonschema", "--builtin-schema", schema, *files, **more)
    builtin("vendor.github-actions", ROOT / "action.yml")
    builtin("vendor.github-workflows", *sorted((ROOT / ".github/workflows").glob("*.yml")))
    for file in (ROOT / "action.yml", *sorted((ROOT / ".github/workflows").glob("*.yml"))):
        run("action-validator", file)
    broken = WORK / "action.yml"
    broken.write_text((ROOT / "action.yml").read_text().replace("using: composite", "using: magic"), encoding="utf-8")
    builtin("vendor.github-actions", broken, expect=(1,))
    run("action-validator", broken, expect=(1,))
    recipes = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    checked = []
    for number, (name, text) in enumerate(recipes):
        file = WORK / f"recipe{number}" / name
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        if name == ".pre-commit-config.yaml":
            run("pre-commit", "validate-config", file)
        elif name.startswith(".github/workflows/"):
            builtin("vendor.github-workflows", file)
            run("action-validator", file)
        elif name == ".gitlab-ci.yml":
            builtin("vendor.gitlab-ci", file)
        else:
            raise SystemExit(f"README.md: nothing checks {name}")
        checked.append(name)
    assert len(set(checked)) >= 3, checked
    say(f"action.yml, workflows and recipes ({', '.join(checked)}) are valid")


def check_shell():
    run("bash", "-n", stdin=copydesk("completions", "bash", expect=(0,)))
    for action in re.findall(r"run: \|\n((?: {8}.*\n|\n)+)", (ROOT / "action.yml").read_text(encoding="utf-8")):
        run("bash", "-n", stdin=action.encode())
    say("completions and the action's script are good bash")


def main():
    drafts()
    commands, written = reports()
    findings = check_json(written)
    check_sarif(written, findings)
    check_github(commands)
    check_gitlab(written, findings)
    check_junit(written, findings)
    check_rdjson(written, findings)
    check_redaction()
    check_terminal()
    check_hooks()
    check_workflows()
    check_shell()


main()
