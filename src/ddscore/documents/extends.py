"""A rubric that starts from another: what it changes, adds and removes, and where each part was written."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ddscore.documents.findings import Finding, guess

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from ddscore.documents.positions import NodePath

OWN = ("extends", "nodes", "add", "remove")
"""Keys that say what changes; all others take the place of the base's."""
PARTS = ("themes", "children", "policy", "practice")
"""Keys under which nodes stand."""

Document = dict[str, Any]


@dataclass(slots=True)
class Extended:
    """A whole rubric with what of it stands in the extending file."""

    document: Document
    findings: list[Finding] = field(default_factory=list)
    """Changes that the base has no place for."""
    written: dict[int, tuple[Document, NodePath, frozenset[str] | None]] = field(default_factory=dict)
    """By the identity of a node: itself, where it is written, and which of its keys (None: all)."""

    def origin(self, pointer: NodePath) -> NodePath:
        """Where the extending file says what stands at a place of the whole; empty where the base says it."""
        place: Any = self.document
        for depth, step in enumerate(pointer):
            _, written, keys = self.written.get(id(place), (None, None, None))
            if written is not None and (keys is None or step in keys):
                return (*written, *pointer[depth:])
            place = place[step]
        return ()


def extend(base: Mapping[str, Any], change: Mapping[str, Any]) -> Extended:
    """The base with the changes of a rubric that extends it; neither is altered."""
    document = copy.deepcopy(dict(base))
    top = {key: value for key, value in change.items() if key not in OWN}
    if "scales" in top:
        top["scales"] = {**document.get("scales", {}), **top["scales"]}
    added = {part: top.pop(part) for part in PARTS if part in top}
    document.update(copy.deepcopy(top))
    extended = Extended(document)
    extended.written[id(document)] = (document, (), frozenset(top))
    _append(extended, document, added, ())
    for place, name in enumerate(change.get("remove", ())):
        _remove(extended, name, ("remove", place))
    for name, changes in change.get("nodes", {}).items():
        node = _find(extended, name, ("nodes", name), at_key=True)
        if node is not None:
            node.update(copy.deepcopy(changes))
            extended.written[id(node)] = (node, ("nodes", name), frozenset(changes))
    for place, addition in enumerate(change.get("add", ())):
        _add(extended, addition, ("add", place))
    return extended


def _nodes(place: Document) -> Iterator[tuple[list[Document], Document]]:
    """Every node below a place, with the list that it stands in."""
    for part in PARTS:
        for node in place.get(part, ()):
            yield place[part], node
            yield from _nodes(node)


def _find(extended: Extended, name: str, pointer: NodePath, *, at_key: bool = False) -> Document | None:
    known = {node["id"]: node for _, node in _nodes(extended.document)}
    if name not in known:
        hint = guess(name, known, f"it has {', '.join(known)}")
        message = f"the rubric that this one extends has no node `{name}`"
        extended.findings.append(Finding("rubric/unknown-node", pointer, message, hint, at_key))
    return known.get(name)


def _remove(extended: Extended, name: str, pointer: NodePath) -> None:
    if _find(extended, name, pointer) is None:
        return
    for siblings, node in list(_nodes(extended.document)):
        if node["id"] == name:
            siblings.remove(node)


def _add(extended: Extended, addition: Mapping[str, Any], pointer: NodePath) -> None:
    parent = _find(extended, addition["to"], (*pointer, "to"))
    if parent is not None:
        _append(extended, parent, addition, pointer)


def _append(extended: Extended, parent: Document, addition: Mapping[str, Any], pointer: NodePath) -> None:
    """Nodes at the end of a node's parts, or of the rubric's own."""
    for part in PARTS:
        added = copy.deepcopy(addition.get(part, []))
        if added:
            parent.setdefault(part, []).extend(added)
        for place, node in enumerate(added):
            extended.written[id(node)] = (node, (*pointer, part, place), None)
