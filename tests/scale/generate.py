"""Writes an archive of invented articles of some five kilobytes: generate.py COUNT FOLDER. The same every time."""

import pathlib
import random
import sys

NAMES = ["Ana Ruiz", "Bo Lindqvist", "Inés Marchetti", "Omar Haddad", "Priya Nair", "Tom Okafor"]
OFFICES = ["Mayor", "Councilwoman", "Sheriff", "Senator", "Commissioner"]
NOUNS = ["bridge", "budget", "school", "harbour", "water plant", "library", "bus line", "clinic"]
ARTICLE_BYTES = 4900


def paragraph(chance):
    name, office = chance.choice(NAMES), chance.choice(OFFICES)
    one, other = chance.choice(NOUNS), chance.choice(NOUNS)
    kind = chance.random()
    if kind < 0.30:
        return (f"“We will not close the {one} this year, and nobody on the council asked us to,” {office} {name} said on "
                "Tuesday after a meeting that lasted four hours and ended without a vote.")
    if kind < 0.34:
        return (f"“The {one} was never safe, and everybody knew it for {chance.randint(2, 40)} years.” The room fell "
                "silent, and the meeting went on until well past midnight.")
    if kind < 0.44:
        return (f"The {other} costs ${chance.randint(2, 90)} million, according to [the county's report]"
                f"(https://county.example/{chance.randint(1, 9999)}), which was published in "
                f"{chance.choice(['March', 'May', 'June'])} and debated twice since then.")
    if kind < 0.46:
        return (f"Plans for the {one} were first reported by BBC News, and the county has not answered questions about "
                "them since the beginning of the month.")
    return (f"Residents near the {one} have waited for years for a decision on the {other}. The council met "
            f"{chance.randint(2, 30)} times, heard {chance.randint(3, 70)} people and postponed the matter each time, "
            "because the money that the state had promised did not arrive and the plans for it had to be drawn again "
            "from the start.")


def main(count, root):
    chance = random.Random(7)
    for i in range(count):
        folder = root / f"{i // 500:03d}"
        folder.mkdir(parents=True, exist_ok=True)
        date = f"2026-{1 + i % 11:02d}-{1 + i % 27:02d}"
        parts = [f"---\ntitle: Vote {i} on the {chance.choice(NOUNS)}\ndate: {date}\n---\n\n# Vote {i}\n"]
        size = 0
        while size < ARTICLE_BYTES:
            parts.append(paragraph(chance))
            size += len(parts[-1].encode()) + 2
        (folder / f"{i:06d}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), pathlib.Path(sys.argv[2]))
