"""What a page gives away beside its figures: drawings measured, sentences and hidden corners of the file read."""

from __future__ import annotations

import re
from html.parser import HTMLParser

NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-])")
HARMLESS = re.compile(
    r"20\d\d(?:-\d\d)?|per 10,000|(?:aged )?\d+ to \d+|\d+ (?:working )?days|\d+ months|31 March|[Ss]ection \d+"
)
"""Years, days and the words of a rate."""

_EMPTY = {"meta", "br", "hr", "img", "link"}
_DRAWN = {"path", "rect", "circle", "line", "use"}


class Node:
    """One element with all that is in it."""

    def __init__(self, name, attributes, parent):
        self.name, self.attributes, self.parent = name, attributes, parent
        self.children = []
        self.parts = []
        """What is in it, in the order of the page: texts, and elements."""

    def all(self, *names):
        for child in self.children:
            if not names or child.name in names:
                yield child
            yield from child.all(*names)

    @property
    def text(self):
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def hold(self, child):
        self.children.append(child)
        self.parts.append(child)

    def get(self, name):
        return self.attributes.get(name) or ""


class _Tree(HTMLParser):
    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Node("", {}, None)
        self.comments = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        node = Node(tag, dict(attrs), self.at)
        self.at.hold(node)
        if tag not in _EMPTY:
            self.at = node

    def handle_startendtag(self, tag, attrs):
        self.at.hold(Node(tag, dict(attrs), self.at))

    def handle_endtag(self, tag):
        node = self.at
        while node.name != tag and node.parent is not None:
            node = node.parent
        self.at = node.parent or self.root

    def handle_data(self, data):
        self.at.parts.append(data)

    def handle_comment(self, data):
        self.comments.append(data)


def numbers_of(page):
    """Return every figure of which a page shows a number, as it was printed or as it is now."""
    return {
        element.get("data-figure") or element.get("data-then")
        for element in _Tree(page).root.all("data")
        if re.search(r"\d", f"{element.get('value')}{element.text}")
    }


def read_page(page):
    """Return what the page tells of figures: name of the figure, and how it is told."""
    tree = _Tree(page)
    told = {}
    for element in tree.root.all("data"):
        name = element.get("data-figure")
        shown = [part for part in (element.get("value"), element.text) if re.search(r"\d", part)]
        if name and shown and len(shown) < 2:
            told[name] = "half of its element is a number"
        if name and element.get("value") != "c" and "[c]" in element.text:
            told[name] = "its element holds a number"
        if name and element.get("value") == "c" and re.search(r"\d", element.text):
            told[name] = "its element shows a number"
    if any(NUMBER.search(comment) for comment in tree.comments):
        told["a number in a comment of the page"] = "read"
    hidden = {element.get("data-figure") for element in tree.root.all("data") if element.get("value") == "c"}
    for section in tree.root.all("section"):
        if section.get("class") == "chart":
            told |= {name: how for name, how in _from_chart(section).items() if name in hidden}
    return told | _stray_numbers(tree.root)


def _from_chart(section):
    """Return the figures that a drawing or its description tells, by their places in the table below it."""
    drawing = next(section.all("svg"), None)
    rows = [
        (next(row.all("th")).text, [next(cell.all("data"), None) for cell in row.all("td")])
        for body in section.all("tbody")
        for row in body.all("tr")
    ]
    columns = [cell.text for head in section.all("thead") for cell in head.all("th")][1:]
    if drawing is None or not rows:
        return {}
    told = {}
    for row, column in _marks(drawing, rows, columns):
        cell = rows[row][1][column] if row < len(rows) and column < len(rows[row][1]) else None
        if cell is not None:
            told[cell.get("data-figure")] = "a drawing has a mark for it"
    said = next((node.text for node in drawing.all("desc")), "")
    for label, cells in rows:
        for place, (column, cell) in enumerate(zip(columns, cells, strict=False)):
            own = _said_of(said, column, columns)
            if cell is not None and _is_told(own or said, label, column, is_drawn=bool(own) or place == 0):
                told[cell.get("data-figure")] = "the description of a drawing says it"
    printed = {node.text for node in section.all("data")}
    strays = set(NUMBER.findall(HARMLESS.sub("", said))) - printed - {""}
    if strays:
        cells = [cell.get("data-figure") for _, found in rows for cell in found if cell is not None]
        told = dict.fromkeys(cells, "a number without a figure stands beside it") | told
    return told | _words_in_drawing(drawing, rows)


def _said_of(said, column, columns):
    """Return what a description of several areas says of one: from its name to the next; empty where it names none."""
    names = sorted((said.find(f"{name}: "), name) for name in columns if f". {name}: " in said)
    ends = [place for place, _ in names[1:]] + [len(said)]
    return next((said[place:end] for (place, name), end in zip(names, ends, strict=False) if name == column), "")


def _is_told(said, label, column, *, is_drawn):
    """True when a description gives a number for a row and column: "Hackney: 855.0 in 2019-20", "Police 1,247"."""
    of_area = re.search(rf"{re.escape(column)}: ([^:]*?)(?:\. [A-Z]|\.$|$)", said)
    in_year = of_area and re.search(rf"\d[\d,.]* in {re.escape(label)}(?![\w-])", of_area[1])
    first = re.escape(label.split(",")[0])
    return bool(in_year or (is_drawn and re.search(rf"(?:: |, ){first} \d", said)))


def _words_in_drawing(drawing, rows):
    """Return hidden figures beside whose name a number is written into the drawing, on the same line."""
    told = {}
    texts = [(float(node.get("y") or 0), node.text.strip()) for node in drawing.all("text")]
    for label, cells in rows:
        first = label.split(",")[0]
        for up in [up for up, text in texts if text == first]:
            numbers = [text for other, text in texts if abs(other - up) < 2 and NUMBER.fullmatch(text)]
            if numbers and cells and cells[0] is not None:
                told[cells[0].get("data-figure")] = "a number is written beside its name"
    return told


def _marks(drawing, rows, columns):
    """Yield (row, column) of the table for each mark of the drawing: a bar, or a point of a line."""
    labels = [
        (float(node.get("x")), node.text.strip()) for node in drawing.all("text") if node.get("text-anchor") == "middle"
    ]
    across = {text: x for x, text in labels if text in {label for label, _ in rows}}
    for group in drawing.all("g"):
        found = re.search(r"-(series|bar)-(\d+)$", group.get("id"))
        if found is None or not any(node.name in _DRAWN for node in group.all()):
            continue
        number = int(found[2])
        if found[1] == "bar":
            yield number, 0
            continue
        column = _column_of(drawing, number, columns)
        for x in _points(group) if column is not None else ():
            row = _row_at(x, across, rows)
            if row is not None:
                yield row, column


def _column_of(drawing, number, columns):
    """Return the column that a line is of: the one whose name stands beside the line's end."""
    lines = [node for node in drawing.all("g") if re.search(rf"-label-{number}-\d+$", node.get("id"))]
    name = "".join("".join(node.text for node in lines).split())
    return next((place for place, column in enumerate(columns) if "".join(column.split()) == name), None)


def _points(group):
    """Return how far across the points of a line stand: its markers, and the corners of its path."""
    points = [float(node.get("x")) for node in group.all("use") if node.get("x")]
    outlines = {id(node) for defs in group.all("defs") for node in defs.all("path")}
    for node in group.all("path"):
        if id(node) not in outlines:
            points += [float(x) for x in re.findall(r"[ML] (-?[\d.]+) -?[\d.]+", node.get("d"))]
    return points


def _row_at(x, across, rows):
    known = [(across[label], place) for place, (label, _) in enumerate(rows) if label in across]
    if len(known) < 2:
        return None
    (x0, place0), (x1, place1) = known[0], known[-1]
    return round(place0 + (x - x0) * (place1 - place0) / (x1 - x0))


def _stray_numbers(root):
    """Return attributes that hold a number in words for a reader: names and descriptions of parts of the page."""
    told, visible = {}, " ".join(root.text.split())
    for node in root.all():
        for name in ("aria-label", "title", "alt", "content"):
            words = re.sub(
                r"20\d\d(?:-\d\d)?|per 10,000|\d+ to \d+|-?width=device-width|initial-scale=1", "", node.get(name)
            )
            is_visible = node.get(name).removeprefix("Table: ") in visible
            if node.name != "meta" and not is_visible and NUMBER.search(words):
                told[f"a number in {name} of <{node.name}>"] = "read"
    return told
