"""What scenarios, customers and programmes are called today; the id, where a file is gone."""

from dataclasses import dataclass

from roleplay.content.library import Library
from roleplay.content.scenario import Scenario


@dataclass(frozen=True)
class ContentTitles:
    library: Library

    def scenario(self, id: str) -> str:
        found = self.library.scenarios.get(id)
        return found.title if found else id

    def persona(self, id: str) -> str:
        found = self.library.personas.get(id)
        return found.name if found else id

    def programme(self, id: str) -> str:
        found = self.library.programmes.get(id)
        return found.title if found else id

    def language(self, scenario: str) -> str | None:
        """Of the scenario's file; None where it is gone."""
        found = self.library.scenarios.get(scenario)
        return found.language if found else None

    def scenarios(self) -> list[Scenario]:
        return sorted(self.library.scenarios.values(), key=lambda each: (each.language, each.title))
