"""The parts as a page for people, with the whole text of each licence."""

from collections.abc import Sequence
from html import escape

from .parts import Part

PAGE = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Mattebox: licences</title>
  <link rel="icon" href="icons/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="licences.css">
</head>
<body>
  <h1>What Mattebox is made of</h1>
  <p>Mattebox itself is free under the MIT licence. It ships these parts of others, with thanks{bill}.</p>
  <table>
    <thead>
      <tr><th>Part</th><th>Version</th><th>Licence</th><th>From</th></tr>
    </thead>
    <tbody>
{rows}
    </tbody>
  </table>
{texts}
</body>
</html>
"""
BILL = """; the same list with the
    hash of every file, for machines: <a href="sbom.cdx.json">CycloneDX</a>"""
ROW = "      <tr><td>{name}</td><td>{version}</td><td>{licence}</td><td>{origin}</td></tr>"
TEXT = "  <details><summary>{name}: {licence}</summary>{note}<pre>{text}</pre></details>"


def page(parts: Sequence[Part], *, with_bill: bool) -> str:
    """HTML; with a link to the bill of materials where there is one."""
    ordered = sorted(parts, key=lambda part: part.name.lower())
    rows = (ROW.format(**words(part)) for part in ordered)
    texts = (TEXT.format(**words(part)) for part in ordered)
    return PAGE.format(bill=BILL if with_bill else "", rows="\n".join(rows), texts="\n".join(texts))


def words(part: Part) -> dict[str, str]:
    names = ("name", "version", "licence", "origin", "text")
    shown = {name: escape(str(getattr(part, name)).strip()) for name in names}
    return shown | {"note": f"<p>{escape(part.note)}</p>" if part.note else ""}
