"""A rubric that starts from another: what it changes, adds and removes, and where each part was written."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from ddscore.documents.findings import Finding, guess

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.documents.positions import NodePath

OWN = ("extends", "nodes", "add", "remove")
"""Keys that say what changes; all others take the place of the base's."""
PARTS = ("themes", "children", "policy", "practice")
"""Keys under which nodes stand."""
_INSTEAD = {"levels": ("answers",), "answers": ("levels", "for_each", "aggregate", "weight_by")}
"""A criterion takes its points in one way: what gives the one takes away the other."""

Document = dict[str, Any]


class Extended:
    """A whole rubric with what of it stands in the extending file."""

    def __init__(self, base: Mapping[str, Any], name: str) -> None:
        self.base = name
        self.document: Document = copy.deepcopy(dict(base))
        self.findings: list[Finding] = []
        """Changes that the base has no place for."""
        self.removed: dict[str, NodePath] = {}
        """The ids that are removed, and where that is said."""
        self._parts: dict[int, tuple[object, NodePath]] = {}
        self._keys: dict[tuple[int, str], NodePath] = {}

    def wrote(self, part: object, at: NodePath, key: str | None = None) -> None:
        """Remember where a part of the whole is written, or only what stands in it under a key."""
        # Held on to, since the identity of what is dropped may be given to something else.
        self._parts.setdefault(id(part), (part, ()))
        if key is None:
            self._parts[id(part)] = (part, at)
        else:
            self._keys[id(part), key] = at

    def placed(self, finding: Finding) -> Finding:
        """A finding about the whole, at its place in the extending file.

        What the base says comes to be wrong only by what is changed: it is told at a removal, where it names
        what is removed, else at `extends`.
        """
        place: Any = self.document
        written: NodePath = ()
        owner = ""
        for step in finding.path:
            if (id(place), step) in self._keys:
                written = self._keys[id(place), str(step)]
            elif written:
                written = (*written, step)
            place = place[step]
            written = self._parts.get(id(place), (None, ()))[1] or written
            owner = place.get("id", owner) if isinstance(place, dict) else owner
        emptied = isinstance(place, list) and not place and written[:1] == ("remove",)
        if written and not emptied:
            return finding._replace(path=written)
        told = finding._replace(message=self._told(owner, finding.message), at_key=False)
        if emptied:
            hint = f"remove `{owner}` as a whole, or add something in its place" if owner else finding.hint
            return told._replace(path=written, hint=hint)
        removed = isinstance(place, str) and place in self.removed
        return told._replace(path=self.removed[place] if removed else ("extends",))

    def _told(self, owner: str, message: str) -> str:
        where = f"`{owner}` of {self.base}" if owner else self.base
        return f"with what is changed here, {where} no longer holds: {message}"


def extend(base: Mapping[str, Any], change: Mapping[str, Any]) -> Extended:
    """The base with the changes of a rubric that extends it; neither is altered."""
    extended = Extended(base, str(change["extends"]))
    document = extended.document
    for key, value in change.items():
        if key == "scales":
            _scales(extended, value)
        elif key in PARTS:
            _append(extended, document, {key: value}, ())
        elif key not in OWN:
            document[key] = copy.deepcopy(value)
            extended.wrote(document, (key,), key)
    for place, name in enumerate(change.get("remove", ())):
        _remove(extended, name, ("remove", place))
    for name, changes in change.get("nodes", {}).items():
        node = _find(extended, name, ("nodes", name), at_key=True)
        if node is not None:
            _change(extended, node, changes, ("nodes", name))
    for place, addition in enumerate(change.get("add", ())):
        parent = _find(extended, addition["to"], ("add", place, "to"))
        if parent is not None:
            _append(extended, parent, addition, ("add", place))
    _drop_scales(extended, change.get("scales", {}))
    return extended


def _scales(extended: Extended, scales: Mapping[str, Any]) -> None:
    own = extended.document.setdefault("scales", {})
    for name, scale in scales.items():
        own[name] = copy.deepcopy(scale)
        extended.wrote(own, ("scales", name), name)


def _change(extended: Extended, node: Document, changes: Mapping[str, Any], at: NodePath) -> None:
    is_criterion = not any(part in node for part in PARTS)
    for key, value in changes.items():
        for other in _INSTEAD.get(key, ()):
            if is_criterion and other not in changes:
                node.pop(other, None)
        node[key] = copy.deepcopy(value)
        extended.wrote(node, (*at, key), key)


def _drop_scales(extended: Extended, own: Mapping[str, Any]) -> None:
    """Leave out scales of the base that nothing uses any longer: they cannot be left out by name."""
    scales: Document = extended.document.get("scales", {})
    if not scales:
        return
    # Late, since a rubric without scales has no need of it.
    from ddscore.documents.rubric_answers import used_scales
    from ddscore.documents.rubric_nodes import nodes

    used = used_scales(nodes(extended.document))
    for name in [name for name in scales if name not in own and name not in used]:
        del scales[name]


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
        if name in extended.removed:
            hint, message = "leave one of the two out", f"`{name}` is removed by this rubric"
        extended.findings.append(Finding("rubric/unknown-node", pointer, message, hint, at_key))
    return known.get(name)


def _remove(extended: Extended, name: str, pointer: NodePath) -> None:
    found = _find(extended, name, pointer)
    if found is None:
        return
    extended.removed.update(dict.fromkeys([name, *(node["id"] for _, node in _nodes(found))], pointer))
    for siblings, node in list(_nodes(extended.document)):
        if node["id"] == name:
            siblings.remove(node)
            if not siblings:
                extended.wrote(siblings, pointer)


def _append(extended: Extended, parent: Document, addition: Mapping[str, Any], pointer: NodePath) -> None:
    """Nodes at the end of a node's parts, or of the rubric's own."""
    for part in PARTS:
        if part not in addition:
            continue
        if part not in parent:
            parent[part] = []
            extended.wrote(parent, (*pointer, part), part)
        for place, node in enumerate(copy.deepcopy(addition[part])):
            parent[part].append(node)
            for each, at in _written(node, (*pointer, part, place)):
                extended.wrote(each, at)


def _written(node: Document, at: NodePath) -> Iterator[tuple[Document, NodePath]]:
    """A node and all below it, each with its place: a removal may move the others."""
    yield node, at
    for part in PARTS:
        for place, child in enumerate(node.get(part, ())):
            yield from _written(child, (*at, part, place))
