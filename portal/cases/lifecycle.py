"""States and moves of a case as one table.

Free of Django: admin buttons, page buttons, the public timeline, the test matrix and the diagrams
in docs/ all read the same `Lifecycle`.
"""

from collections.abc import Iterator
from dataclasses import dataclass


class InvalidTransition(Exception):
    """The case is not in a state from which the move starts, or somebody moved it first."""

    def __init__(self, case: object, move: str, state: str) -> None:
        super().__init__(f"{case!r}: «{move}» does not start from «{state}»")
        self.case, self.move, self.state = case, move, state


@dataclass(frozen=True)
class Transition:
    """One move. `permission` names the predicate (rules) that both shows the button and guards it.

    `needs_note`: the actor must give a reason. `public`: the event shows on the public timeline.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    label: str = ""
    permission: str = ""
    needs_note: bool = False
    public: bool = True


class Lifecycle:
    """The table of a model: its states (a TextChoices), the first one, and every move.

    Raises ValueError for two moves of one name or a move from or to an unknown state.
    """

    def __init__(self, states, initial: str, *transitions: Transition) -> None:
        self.states, self.initial, self.transitions = states, initial, transitions
        self._by_name = {transition.name: transition for transition in transitions}
        if len(self._by_name) != len(transitions):
            raise ValueError("two moves share a name")
        known = set(states.values)
        for transition in transitions:
            if not {transition.target, *transition.sources} <= known:
                raise ValueError(f"{transition.name}: unknown state")

    def __getitem__(self, move: str) -> Transition:
        return self._by_name[move]

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.transitions)

    def moves_from(self, state: str) -> list[Transition]:
        """Moves that start from the state, in the order of the table."""
        return [transition for transition in self.transitions if state in transition.sources]

    def is_final(self, state: str) -> bool:
        return not self.moves_from(state)

    def mermaid(self) -> str:
        """The diagram of docs/architecture.md, in Mermaid's stateDiagram syntax."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for transition in self.transitions:
            lines += [
                f"    {source} --> {transition.target}: {transition.name}"
                for source in transition.sources
            ]
        lines += [f"    {state} --> [*]" for state in self.states.values if self.is_final(state)]
        return "\n".join(lines)
