"""What the parts of a watching run share: where, how, what is said of it and what came of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from renja_xl.model.texts import one_line, sentence
from renja_xl.reading.rule_file import rule_set_names
from renja_xl.use_cases.isi import Dasar, rules_of
from renja_xl.watching.heartbeat import Heartbeat
from renja_xl.watching.log import Log
from renja_xl.watching.places import Places
from renja_xl.watching.wakeups import Stop


@dataclass(frozen=True, slots=True)
class Settings:
    """What results depend on, and its digest; `berkas` is the user's own rule file, if the rules are from one."""

    pilihan: Dasar
    aturan: str
    isi: str
    digest: str
    berkas: Path | None

    def asked(self) -> list[str]:
        """What was asked for besides the rule set, as a report states it."""
        chosen = {"triwulan": self.pilihan.get("triwulan", "auto"), "lembar": self.pilihan.get("lembar")}
        return [
            sentence(f"pantau.laporan.{name}", nilai=value)
            for name, value in chosen.items()
            if value and value != "auto"
        ]


def settings_of(pilihan: Dasar) -> Settings:
    """The settings of a run. Raises UsageError for a rule set that does not fit."""
    rules = rules_of(pilihan)
    whole = [rules.isi, pilihan.get("triwulan", "auto"), pilihan.get("lembar")]
    digest = hashlib.sha256(json.dumps(whole).encode()).hexdigest()
    chosen = pilihan.get("aturan", "baku")
    own = Path(chosen) if chosen not in rule_set_names() else None
    return Settings(pilihan, rules.nama, rules.isi, digest, own)


@dataclass(frozen=True, slots=True)
class Kabar:
    """What a watcher says: `tingkat` is `kabar`, `galat` or `rinci`; with a result, where it is."""

    tingkat: str
    kalimat: str
    hasil: tuple[Path, ...] = ()


@dataclass(slots=True)
class Ringkasan:
    """What a run did; of a single run also how much it could not bring to its place, and could not read."""

    selesai: int = 0
    gagal: int = 0
    tertahan: int = 0
    tertunda: int = 0


class Voice:
    """Everything that is said, into the log and to the caller; what would be said again and again, only once."""

    def __init__(self, log: Log, tell: Callable[[Kabar], None]) -> None:
        self._log, self._tell = log, tell
        self._said: set[tuple[str, str]] = set()

    def say(self, tingkat: str, key: str, paths: tuple[Path, ...] = (), /, **words: object) -> None:
        """One sentence of `[pantau]`."""
        text = one_line(sentence(f"pantau.{key}", **words))  # a name may hold what would forge a line
        if tingkat != "rinci":
            self._log.write(text)
        self._tell(Kabar(tingkat, text, paths))

    def say_once(self, tingkat: str, key: str, about: str, /, **words: object) -> None:
        """One sentence, unless it was said of the same before."""
        if (key, about) not in self._said:
            self._said.add((key, about))
            self.say(tingkat, key, (), **words)

    def forget(self, about: str) -> bool:
        """What was said of something may be said again; whether anything was."""
        kept = {item for item in self._said if item[1] != about}
        forgotten, self._said = kept != self._said, kept
        return forgotten

    def note(self, text: str) -> None:
        """For the log alone."""
        self._log.write(text)


@dataclass(frozen=True, slots=True)
class Run:
    """One call of `pantau`; `begun` are the jobs it has begun."""

    places: Places
    settings: Settings
    stop: Stop
    voice: Voice
    heartbeat: Heartbeat
    sekali: bool
    ulang: bool
    polling: bool
    tunggu: float
    tenggang: float
    ringkasan: Ringkasan = field(default_factory=Ringkasan)
    begun: set[int] = field(default_factory=set)
