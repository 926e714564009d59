"""Whether a condition can be true only where others are: what is proved, what is not, and that it is so."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from ddscore.documents import yaml
from ddscore.documents.case import build_case
from ddscore.documents.conditions import check_condition
from ddscore.documents.consistency import Consistency
from ddscore.documents.implication import Reasoning
from ddscore.documents.matchers import Language
from ddscore.documents.statements import clauses, either
from ddscore.documents.vocabulary import case_fields, instruments
from ddscore.engine import known
from ddscore.engine.answers import add_answers
from ddscore.engine.conditions import compile_condition
from ddscore.engine.derived import derive
from ddscore.engine.patterns import Language as Compiling
from ddscore.engine.patterns import compile_pattern, find
from ddscore.engine.scope import Scope
from ddscore.model.dates import PartialDate
from ddscore.model.rubric import Side
from tests.laws.cases import cases
from tests.laws.conditions import Context, condition, matcher, pattern
from tests.laws.dice import Dice
from tests.laws.vocabulary import D

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Condition = dict[str, Any]

LANGUAGE = Language(case_fields(), instruments().entails)
NEVER = "never"


class Percent:
    """Scores of which no more is known than that they are percentages."""

    def name(self, score: Any) -> tuple[str, str]:
        return score.get("node", ""), score.get("side", "")

    def reach(self, figure: tuple[str, str, str]) -> tuple[float, float]:
        return 0, 100


def proved(later: Condition, earlier: Sequence[Condition], for_each: Condition | None = None) -> object:
    """Whether the later condition is true only where one of the earlier ones is; or that it never is."""
    reasoning = Reasoning(LANGUAGE, Percent(), Consistency(LANGUAGE))
    if for_each is not None:
        reasoning = reasoning.with_fact_in_hand(for_each)
    found = reasoning.ways(reasoning.says(later))
    if not found:
        return NEVER if found == [] else None
    wanted = [clauses(reasoning.says(one)) for one in earlier]
    together = either([one for one in wanted if one is not None])
    if together is None or None in wanted:
        return None
    return all(reasoning.implies(way, together) for way in found)


def read(text: str) -> Condition:
    document = yaml.load(text.encode(), "x")
    assert isinstance(document, dict)
    return document


IMPLIED = [
    # a pattern that asks for more of the same fact
    ("{policies: {public: true}}", "{policies: {}}"),
    ("{policies: {public: true, rights: privacy}}", "{policies: {rights: [privacy, liberty]}}"),
    ("{findings: {proof: {at_least: balance}}}", "{findings: {proof: {above: indication}}}"),
    ("{findings: {direction: adverse}}", "{findings: {direction: {none_of: [neutral]}}}"),
    ("{policies: {covers: {all_of: [suppliers, customers]}}}", "{policies: {covers: suppliers}}"),
    ("{policies: {instruments: UNGP}}", "{policies: {instruments: {entails: ICCPR}}}"),
    ("{promises: {due: null}}", "{promises: {due: {none_of: [2019]}}}"),
    ("{promises: {due: {known: false}}}", "{promises: {due: null}}"),
    ("{findings: {direction: adverse}}", "{findings: {corroboration: {at_least: 0}}}"),
    # dates
    ("{policies: {date: {before: 2018}}}", "{policies: {date: {on_or_before: 2018-06}}}"),
    ("{policies: {date: 2018-06}}", "{policies: {date: 2018}}"),
    ("{policies: {date: {months: {at_least: 36}}}}", "{policies: {date: {months: {above: 24}}}}"),
    ("{policies: {date: {after: 2019}}}", "{policies: {date: {happened: true}}}"),
    ("{policies: {date: {on_or_after: $as_of}}}", "{policies: {date: {months: {at_most: 0}}}}"),
    # several ways
    (
        "{any: [{policies: {public: true}}, {promises: {promised: act}}]}",
        "{any: [{policies: {}}, {promises: {}}]}",
    ),
    ("{all: [{policies: {}}, {promises: {}}]}", "{promises: {}}"),
    ("{policies: {}, promises: {}}", "{any: [{findings: {}}, {all: [{promises: {}}, {policies: {}}]}]}"),
    ("{not: {any: [{policies: {}}, {promises: {}}]}}", "{none: {promises: {promised: act}}}"),
    ("{not: {not: {policies: {}}}}", "{policies: {}}"),
    # how many
    ("{none: {policies: {}}}", "{none: {policies: {public: true}}}"),
    ("{count: {of: {actions: {kind: fine}}, at_least: 2}}", "{count: {of: {actions: {}}, at_least: 2}}"),
    ("{count: {of: {actions: {}}, at_least: 2}}", "{actions: {}}"),
    ("{count: {of: {actions: {}}, at_most: 1}}", "{count: {of: {actions: {kind: fine}}, at_most: 2}}"),
    ("{not: {count: {of: {actions: {}}, at_least: 2}}}", "{count: {of: {actions: {}}, at_most: 1}}"),
    ("{not: {count: {of: {actions: {}}, at_most: 1}}}", "{count: {of: {actions: {}}, at_least: 2}}"),
    ("{policies: {}}", "{count: {of: {policies: {}}, at_least: 0}}"),
    # every
    ("{every: {of: {findings: {}}, match: {standing: true}}}", "{findings: {standing: true}}"),
    ("{every: {of: {findings: {}}, match: {standing: true}}}", "{none: {findings: {standing: false}}}"),
    (
        "{none: {findings: {standing: false}}}",
        "{every: {of: {findings: {standing: false}}, match: {}, vacuous: true}}",
    ),
    (
        "{not: {every: {of: {findings: {}}, match: {standing: true}, vacuous: true}}}",
        "{findings: {standing: false}}",
    ),
    (
        "{findings: {by: x}, every: {of: {findings: {direction: adverse}}, match: {standing: true}}}",
        "{findings: {direction: adverse, standing: true}}",
    ),
    # scores
    ("{score: {node: a, percent: {at_least: 60}}}", "{score: {node: a, percent: {above: 50}}}"),
    ("{score: {node: a, percent: {above: 50}}}", "{score: {node: a, percent: {at_least: 50}}}"),
    ("{not: {score: {node: a, percent: {at_least: 60}}}}", "{score: {node: a, percent: {below: 60}}}"),
    ("{score: {node: a, percent: {above: 10, below: 20}}}", "{score: {node: a, percent: {at_most: 20}}}"),
    ("{open_promises: {promised: act}}", "{open_promises: {}}"),
    # derived facts are facts of another collection
    ("{open_promises: {months_open: {at_least: 12}, promised: review}}", "{promises: {promised: review}}"),
    ("{none: {engagement: {by_kind: media}}}", "{none: {unanswered: {by_kind: media}}}"),
    (
        "{none: {promises: {promised: {known: false}}}}",
        "{every: {of: {promises: {}}, match: {promised: {known: true}}, vacuous: true}}",
    ),
    # coded answers are closed question by question
    ("{none: {answers: {question: [q, r]}}}", "{none: {answers: {question: q, answer: yes}}}"),
]


@pytest.mark.parametrize(("later", "earlier"), IMPLIED)
def test_a_condition_that_is_true_only_where_another_is_is_proved_to_be(later: str, earlier: str) -> None:
    assert proved(read(later), [read(earlier)]) is True


NOT_IMPLIED = [
    ("{policies: {}}", "{policies: {public: true}}"),
    ("{policies: {public: true}}", "{findings: {}}"),
    ("{policies: {public: true}}", "{none: {policies: {public: false}}}"),
    ("{findings: {proof: {at_least: balance}}}", "{findings: {proof: {above: balance}}}"),
    (
        "{policies: {covers: [suppliers, customers]}}",
        "{policies: {covers: {all_of: [suppliers, customers]}}}",
    ),
    ("{policies: {rights: {none_of: [privacy]}}}", "{policies: {rights: liberty}}"),
    ("{policies: {instruments: {entails: ICCPR}}}", "{policies: {instruments: UNGP}}"),
    ("{policies: {date: {before: 2018}}}", "{policies: {date: {before: 2017}}}"),
    ("{policies: {date: {months: {at_least: 12}}}}", "{policies: {date: {before: 2019}}}"),
    ("{promises: {due: {after: 2019}}}", "{promises: {due: {on_or_before: $as_of}}}"),
    (
        "{all: [{findings: {direction: adverse}}, {findings: {standing: true}}]}",
        "{findings: {direction: adverse, standing: true}}",
    ),
    ("{any: [{policies: {}}, {promises: {}}]}", "{promises: {}}"),
    ("{none: {policies: {public: true}}}", "{none: {policies: {}}}"),
    ("{none: {policies: {}}}", "{policies: {}}"),
    ("{actions: {}}", "{count: {of: {actions: {}}, at_least: 2}}"),
    (
        "{all: [{actions: {kind: fine}}, {actions: {kind: exclusion}}]}",
        "{count: {of: {actions: {}}, at_least: 2}}",
    ),
    ("{every: {of: {findings: {}}, match: {standing: true}, vacuous: true}}", "{findings: {standing: true}}"),
    ("{count: {of: {actions: {kind: fine}}, at_most: 1}}", "{count: {of: {actions: {}}, at_most: 1}}"),
    ("{score: {node: a, percent: {at_least: 50}}}", "{score: {node: b, percent: {at_least: 50}}}"),
    ("{score: {node: a, percent: {at_least: 50}}}", "{score: {node: a, points: {at_least: 1}}}"),
    ("{score: {node: a, percent: {at_least: 50}}}", "{score: {node: a, percent: {above: 50}}}"),
    ("{promises: {promised: review}}", "{open_promises: {promised: review}}"),
    ("{none: {answers: {question: q}}}", "{none: {answers: {question: [q, r]}}}"),
    ("{none: {answers: {question: q}}}", "{none: {answers: {answer: yes}}}"),
    ("{none: {answers: {question: q}}}", "{none: {answers: {question: {none_of: [q]}}}}"),
    ("{count: {of: {actions: {}}, at_most: 2}}", "{count: {of: {actions: {}}, at_most: 1}}"),
    (
        "{all: [{count: {of: {findings: {standing: false}}, at_most: 1}}, {findings: {}}]}",
        "{findings: {standing: true}}",
    ),
    ("{not: {every: {of: {findings: {}}, match: {standing: true}}}}", "{findings: {standing: false}}"),
    # a derived fact that is only possible surely matches nothing
    (
        "{none: {open_promises: {promised: {known: false}}}}",
        "{every: {of: {open_promises: {}}, match: {promised: {known: true}}, vacuous: true}}",
    ),
    (
        "{every: {of: {promises: {}}, match: {promised: act}, vacuous: true}}",
        "{every: {of: {open_promises: {}}, match: {promised: act}, vacuous: true}}",
    ),
    # a path through references may lead to several facts, and to one of another kind
    (
        "{due_diligence: {addresses.severity.scale: grave}}",
        "{due_diligence: {addresses.severity.scale: {none_of: [few]}}, policies: {}}",
    ),
    ("{none: {due_diligence: {addresses.severity.scale: grave}}}", "{none: {due_diligence: {}}}"),
    ("{due_diligence: {step: act}}", "{due_diligence: {addresses.corroboration: {at_least: 0}}}"),
    ("{findings: {direction: adverse}}", "{findings: {involvement.corroboration: {at_least: 0}}}"),
    # until that is left out says that there is no end; of a fact that is not recorded nothing is known
    ("{promises: {due: null}}", "{promises: {due: {known: true}}}"),
    ("{due_diligence: {addresses: {known: false}}}", "{due_diligence: {addresses.due: null}}"),
]


@pytest.mark.parametrize(("later", "earlier"), NOT_IMPLIED)
def test_a_condition_that_may_be_true_alone_is_not_said_to_be_implied(later: str, earlier: str) -> None:
    assert proved(read(later), [read(earlier)]) is False


TOGETHER = [
    (
        True,
        "{findings: {direction: [adverse, neutral]}}",
        ["{findings: {direction: adverse}}", "{findings: {direction: neutral}}"],
    ),
    (True, "{any: [{policies: {public: true}}, {promises: {}}]}", ["{policies: {}}", "{promises: {}}"]),
    (
        True,
        "{policies: {covers: [suppliers, customers]}}",
        ["{policies: {covers: suppliers}}", "{policies: {covers: customers}}"],
    ),
    (
        True,
        "{promises: {due: {known: true}}}",
        [
            "{promises: {due: null}}",
            "{promises: {due: {none_of: [2019]}}}",
            "{promises: {due: {on_or_after: 2019, before: 2020}}}",
            "{promises: {due: {known: true}}}",
        ],
    ),
    (
        False,
        "{findings: {direction: [adverse, neutral]}}",
        ["{findings: {direction: adverse}}", "{findings: {direction: exculpatory}}"],
    ),
    # what is told of the fact in hand, or of one that a derived fact may be, may be settled only together
    (
        False,
        "{contradictions: {basis: [direct, implied]}}",
        ["{contradictions: {basis: direct}}", "{contradictions: {basis: implied}}"],
    ),
    # a date may lie on both sides of a limit
    (
        False,
        "{promises: {due: {on_or_after: 2019, on_or_before: 2020}}}",
        ["{promises: {due: {before: 2020}}}", "{promises: {due: {on_or_after: 2020}}}"],
    ),
    # two facts, each as one of them wants
    (
        False,
        "{count: {of: {findings: {direction: [adverse, neutral]}}, at_least: 2}}",
        [
            "{count: {of: {findings: {direction: adverse}}, at_least: 2}}",
            "{count: {of: {findings: {direction: neutral}}, at_least: 2}}",
        ],
    ),
]


@pytest.mark.parametrize(("expected", "later", "earlier"), TOGETHER)
def test_several_conditions_may_imply_together_what_none_does_alone(
    expected: bool, later: str, earlier: list[str]
) -> None:
    assert proved(read(later), [read(one) for one in earlier]) is expected


IN_HAND = [
    (True, "{this: {relationship: cause}}", "{this: {relationship: {above: contribute}}}"),
    (True, "{this: {pattern: systematic}}", "{involvement: {id: $this.id, pattern: systematic}}"),
    (True, "{policies: {}}", "{involvement: {}}"),
    (True, "{remediation: {for: $this.id, disclosed: true}}", "{remediation: {for: $this.id}}"),
    (
        True,
        "{all: [{this: {pattern: isolated}}, {none: {involvement: {severity.scale: {at_most: serious}}}}]}",
        "{none: {involvement: {severity.scale: serious}}}",
    ),
    (NEVER, "{this: {relationship: linked}}", "{policies: {}}"),
    (NEVER, "{all: [{this: {pattern: isolated}}, {this: {pattern: repeated}}]}", "{policies: {}}"),
    (NEVER, "{none: {involvement: {}}}", "{policies: {}}"),
    (False, "{involvement: {pattern: systematic}}", "{this: {pattern: systematic}}"),
    (False, "{this: {}}", "{this: {relationship: [cause, contribute]}}"),
    (False, "{remediation: {for: the-mine}}", "{remediation: {for: $this.id}}"),
    (False, "{remediation: {for: $this.id}}", "{remediation: {for: {none_of: [the-mine]}}}"),
]


@pytest.mark.parametrize(("expected", "later", "earlier"), IN_HAND)
def test_the_fact_in_hand_is_one_that_for_each_does_not_leave_out(
    expected: object, later: str, earlier: str
) -> None:
    for_each = read("{involvement: {relationship: [cause, contribute]}}")
    assert proved(read(later), [read(earlier)], for_each) == expected


NEVER_TRUE = [
    "{all: [{policies: {public: true}}, {none: {policies: {}}}]}",
    "{policies: {public: true}, not: {policies: {public: [true, null]}}}",
    "{all: [{count: {of: {actions: {}}, at_most: 1}}, {count: {of: {actions: {kind: fine}}, at_least: 2}}]}",
    "{every: {of: {findings: {standing: true}}, match: {standing: false}}}",
    "{all: [{every: {of: {findings: {}}, match: {standing: true}}}, {findings: {standing: false}}]}",
    "{score: {node: a, percent: {at_least: 60, below: 50}}}",
    "{all: [{score: {node: a, percent: {above: 50}}}, {not: {score: {node: a, percent: {above: 50}}}}]}",
    "{score: {node: a, percent: {above: 100}}}",
    "{score: {node: a, percent: {at_least: 50.5, at_most: 50}}}",
    "{none: {answers: {answer: yes}}}",
    "{not: {count: {of: {policies: {}}, at_least: 0}}}",
    "{any: [{all: [{open_promises: {}}, {none: {promises: {}}}]}, {score: {percent: {below: 0}}}]}",
]


@pytest.mark.parametrize("condition", NEVER_TRUE)
def test_a_condition_that_no_case_can_meet_is_found(condition: str) -> None:
    assert proved(read(condition), []) == NEVER


PERHAPS_TRUE = [
    "{all: [{policies: {public: true}}, {none: {policies: {public: false}}}]}",
    "{all: [{count: {of: {actions: {}}, at_most: 2}}, {count: {of: {actions: {kind: fine}}, at_least: 2}}]}",
    "{score: {node: a, percent: {at_least: 50, at_most: 50}}}",
    # two of the harms that it addresses
    "{every: {of: {due_diligence: {addresses.pattern: isolated}}, match: {addresses.pattern: repeated}}}",
    "{none: {answers: {question: q, answer: yes}}}",
    "{not: {none: {answers: {answer: yes}}}}",
]


@pytest.mark.parametrize("condition", PERHAPS_TRUE)
def test_a_condition_that_some_case_can_meet_is_none_that_never_holds(condition: str) -> None:
    assert proved(read(condition), [{"score": {"node": "other", "percent": {"above": 1}}}]) is False


def test_what_would_take_too_long_is_left_unsaid() -> None:
    wide = {
        "all": [{"any": [{"policies": {"title": f"{place} {word}"}} for word in "ab"]} for place in range(9)]
    }
    assert proved(wide, [{"policies": {}}]) is None
    assert proved({"policies": {}}, [{"not": wide}]) is None


def near(dice: Dice, start: Condition, context: Context) -> Condition:
    """Another condition that asks for a little more or less."""
    other = copy.deepcopy(start)
    for _ in range(1 + dice.upto(1)):
        asked = list(patterns(other, context))
        if asked:
            collection, held = dice.one(asked)
            if held and dice.chance(2):
                del held[dice.one([*held])]
            elif held and dice.chance(2):
                path = dice.one([*held])
                held[path] = matcher(dice, collection, path, context)
            else:
                held.update(pattern(dice, collection, context))
    kind = dice.one(["as it is", "as it is", "any", "all", "not"])
    if kind == "not":
        return {"not": other}
    return other if kind == "as it is" else {kind: [other, condition(dice, context, 1)]}


def patterns(part: Any, context: Context) -> Iterator[tuple[str, Condition]]:
    """Every pattern in a condition, with its collection."""
    for name, operand in part.items():
        if name in ("all", "any"):
            for one in operand:
                yield from patterns(one, context)
        elif name in ("not", "none"):
            yield from patterns(operand, context)
        elif name in ("every", "count"):
            yield from patterns(operand["of"], context)
        elif name == "this":
            yield str(context.this), operand
        else:
            yield name, operand


@st.composite
def questions(draw: Any) -> tuple[Condition, list[Condition], Condition | None]:
    """A condition, others that are like it, and what `for_each` selects."""
    dice = Dice(draw)
    for_each = {"involvement": pattern(dice, "involvement", Context())} if dice.chance(2) else None
    context = Context(this=None if for_each is None else "involvement")
    later = condition(dice, context)
    return later, [near(dice, later, context) for _ in range(1 + dice.upto(1))], for_each


@st.composite
def several(draw: Any) -> list[Any]:
    """Some cases."""
    return [draw(cases()) for _ in range(4)]


@settings(max_examples=150)
@given(questions(), several())
def test_what_is_proved_holds_of_every_case(
    question: tuple[Condition, list[Condition], Condition | None], drawn: list[Any]
) -> None:
    later, earlier, for_each = question
    inner = LANGUAGE if for_each is None else LANGUAGE.within("involvement")
    everything = [(one, inner) for one in (later, *earlier)] + [(for_each or {}, LANGUAGE)]
    if any(list(check_condition(one, (), language)) for one, language in everything):
        event("refused before")
        return
    told = proved(later, earlier, for_each)
    event(f"told: {told}")
    compiling = Compiling.of(
        case_fields(), instruments(), Side.OVERALL, None if for_each is None else "involvement"
    )
    asked = compile_condition(later, compiling)
    rivals = [compile_condition(one, compiling) for one in earlier]
    for scope in scopes(drawn, for_each, compiling):
        if told and asked.truth(scope):
            event("it is true")
            assert told is True
            assert any(rival.truth(scope) for rival in rivals)


def scopes(drawn: list[Any], for_each: Condition | None, compiling: Compiling) -> Iterator[Scope]:
    """Every case, with every fact in hand."""
    for document in drawn:
        view = known.view(build_case(document, case_fields(), ""), case_fields(), PartialDate.parse(D), 12)
        add_answers(view, ("worked",))
        derive(view, instruments())
        scope = Scope.of(view, NoScores())
        if for_each is None:
            yield scope
        else:
            found = find(compile_pattern("involvement", for_each["involvement"], compiling), scope)
            yield from (scope.within(fact) for fact in (*found.sure, *found.maybe))


class NoScores:
    """No node applies."""

    def reading(self, node: str | None, side: Side) -> None:
        return None

    def evidence(self, node: str | None) -> tuple[str, ...]:
        return ()
