"""What the list of units shows: plain rows out of a tree."""

from collections.abc import Iterator
from dataclasses import dataclass

from chithi.units.tree import Node, Tree
from chithi.vietnamese import fold


@dataclass(frozen=True)
class Line:
    """A unit in the list: how deep it stands and, where the tree is not shown whole, what stands above it."""

    node: Node
    depth: int
    above: str = ""


def lines(tree: Tree, words: str = "", kind: str = "", level: str = "") -> list[Line]:
    """All units as a tree, or those that are asked for with their place: every word of ``words`` stands folded in
    the name, the short name, another name, the code or the key."""
    wanted = fold(words).split()
    is_whole = not (wanted or kind or level)
    return [
        Line(node, depth, "") if is_whole else Line(node, 0, " › ".join(above[1:] or above))
        for node, depth, above in walk(tree)
        if (not kind or node.kind == kind) and (not level or node.level == level) and says(node, wanted)
    ]


def walk(
    tree: Tree, parent: int | None = None, above: tuple[str, ...] = ()
) -> Iterator[tuple[Node, int, tuple[str, ...]]]:
    for node in tree.children(parent):
        yield node, len(above), above
        yield from walk(tree, node.id, (*above, node.label))


def says(node: Node, wanted: list[str]) -> bool:
    if not wanted:
        return True
    text = fold(" ".join((node.name, node.short_name, *node.aliases, node.code, node.key)))
    return all(word in text for word in wanted)
