"""Pipes an archive through copydesk on a Spark cluster of two workers, and compares with a plain run."""

import json
import os
import pathlib
import subprocess
import sys

import pyspark

os.environ.setdefault("SPARK_HOME", str(pathlib.Path(pyspark.__file__).parent))

PROGRAM, ARCHIVE = sys.argv[1:]
COPY = {".md", ".markdown", ".qmd", ".mdx", ".txt"}


def plain(*arguments):
    """The lines of a run over the folder. Findings are no failure here, all else is."""
    ran = subprocess.run([PROGRAM, *arguments, "--format", "jsonl", ARCHIVE], stdout=subprocess.PIPE, check=False)
    if ran.returncode == 2:
        sys.exit("the plain run failed")
    return ran.stdout.decode().splitlines()


def document(path):
    return json.dumps({"path": str(path), "text": path.read_bytes().decode()})


paths = sorted(path for path in pathlib.Path(ARCHIVE).rglob("*") if path.suffix in COPY)
conf = pyspark.SparkConf().setMaster("local-cluster[2,1,1024]").setAppName("copydesk")
conf.set("spark.ui.enabled", "false")
conf.set("spark.ui.showConsoleProgress", "false")
with pyspark.SparkContext(conf=conf) as spark:
    spark.setLogLevel("ERROR")
    documents = spark.parallelize([document(path) for path in paths], 8)

    def piped(command):
        """Lines of all workers. A failure of one is a failure of the job."""
        ending = "--format jsonl --stdin-format ndjson --jobs 1 -"
        return documents.pipe(f"{PROGRAM} {command} {ending}", checkCode=True).collect()

    quotes = piped("quotes")
    checked = piped("check --fail-on never")

findings = [finding for line in checked for finding in json.loads(line)["findings"]]
wanted = [json.loads(line) for line in plain("check", "--no-cache")]
if not paths or len(checked) != len(paths):
    sys.exit(f"{len(paths)} drafts went in and {len(checked)} came out")
if quotes != plain("quotes"):
    sys.exit("the cluster lists other quotations than a plain run")
if findings != wanted:
    sys.exit("the cluster finds something else than a plain run")
print(f"{len(paths)} drafts: {len(findings)} findings and all quotations as in a plain run")
