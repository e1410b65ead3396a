"""Names in pinyin: what is stored beside a name, and how typed letters are read.

A reading is ` wang xiao dong =w =x =d 王 晓 东`: every syllable, then every initial with "=", then the characters. So
what people type is one of its words, or a few that follow each other. Where a character has several readings, each
of the others follows once, ` zeng guo , ceng guo =z =g , =c =g 曾 国`: the first is the usual one and the one to sort
by. What is not Chinese stands in it as it is written, small: ` ibm gong si =i =b =m =g =s 公 司`.
"""

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from jijiao.lib.readings import COMPOUNDS, SEVERAL, SURNAMES, WORDS

LONGEST = 1300  # of a reading
_SPOKEN = 1000  # of it without the characters: the other readings of a name are kept as far as they fit
PARSES = 6  # ways to divide typed letters into syllables; few words have more than three
_RUN = re.compile(r"[a-z0-9\u00df-\u024f]+|[^a-z0-9\u00df-\u024f]")
_VOWELS = str.maketrans({"ü": "v", "Ü": "v"})
_SOUNDS_ALONE = {"m", "n", "ng", "hm", "hng"}  # of interjections
_ON_PASSPORTS = {"lyu": "lv", "nyu": "nv", "lyue": "lve", "nyue": "nve"}
# with one of these a reading is put together piece by piece
_UNPLAIN = frozenset(
    "".join([*SEVERAL, *SURNAMES, *COMPOUNDS, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 '·-"])
)


def person_reading(name: str) -> str:
    """The reading of a person's name, the first character as a surname."""
    family, given = _simply(name[:1]), _simply(name[1:])
    if family and given:
        return f"{family[0]}{given[0]}{family[1]}{given[1]}{family[2]}{given[2]}"
    compound = COMPOUNDS.get(name[:2])
    known = [(each,) for each in compound] if compound else [SURNAMES[name[0]]] if name[0] in SURNAMES else []
    return _joined(name, dict(enumerate(known)))


def name_reading(name: str) -> str:
    """The reading of a unit's name, words and places within it as they are read."""
    known: dict[int, tuple[str, ...]] = {}
    for word, syllables in WORDS.items():
        at = name.find(word)
        while at >= 0:
            known |= {at + offset: (each,) for offset, each in enumerate(syllables)}
            at = name.find(word, at + len(word))
    return _joined(name, known)


def parses(letters: str) -> list[tuple[str, ...]]:
    """The ways to read small letters as syllables: xian → (xian), (xi, an); zhangs → (zhang, s).

    Only where there is no other way the last syllable is one that was begun.
    """
    letters = letters.translate(_VOWELS)
    ways = _divided(letters, _syllables()) or _divided(letters, _begun())
    return [tuple(_ON_PASSPORTS.get(each, each) for each in way) for way in ways]


def is_character(char: str) -> bool:
    """Whether it stands in a reading by itself."""
    return not char.isascii() and char.isalnum()


@lru_cache(maxsize=16384)
def _simply(part: str) -> tuple[str, str, str] | None:
    """Syllables, initials, characters of a part of a name, one of the many that repeat; None if it is not so simple."""
    if not _UNPLAIN.isdisjoint(part):
        return None
    return part.translate(_SYLLABLES), part.translate(_INITIALS), _characters(part)


def _joined(name: str, known: dict[int, tuple[str, ...]]) -> str:
    """The main reading, then one for every other reading of a single character."""
    pieces: list[tuple[str, ...]] = []
    at = 0
    for run in _RUN.findall(name.lower()):
        pieces.append(_readings(run, known.get(at, ())))
        at += len(run)
    pieces = [each for each in pieces if each]
    main = [each[0] for each in pieces]
    ways = [main]
    for place, each in enumerate(pieces):
        ways += [[*main[:place], other, *main[place + 1 :]] for other in each[1:]]
    return _bounded(ways) + _characters(name)


def _characters(name: str) -> str:
    return "".join(f" {char}" for char in filter(is_character, name))


def _readings(run: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Of one character, the known and usual ones first; letters and digits are read as they are."""
    if len(run) > 1 or run.isascii():
        return (_plain(run),) if run.isalnum() else ()
    usual = SEVERAL.get(run) or ((only,) if (only := _SYLLABLES[ord(run)].strip()) else ())
    return tuple(dict.fromkeys((*known, *usual)))


def _bounded(ways: list[list[str]]) -> str:
    """As many of the ways as fit; the first always does."""
    read, initials = _written(ways[0])
    for way in ways[1:]:
        more, first = _written(way)
        if len(read) + len(initials) + len(more) + len(first) + 4 > _SPOKEN:
            break
        read, initials = f"{read} ,{more}", initials if first in initials.split(" ,") else f"{initials} ,{first}"
    return (read + initials)[:_SPOKEN]


def _written(way: list[str]) -> tuple[str, str]:
    """The syllables and the initials; of what is not a syllable each letter is one."""
    syllables = "".join(f" {each}" for each in way)
    return syllables, "".join(f" ={each[0]}" if each in _syllables() else f" ={' ='.join(each)}" for each in way)


def _divided(letters: str, last: frozenset[str]) -> list[tuple[str, ...]]:
    """From the end to the beginning, so that no rest is divided twice; of each rest the first few ways."""
    ways: list[list[tuple[str, ...]]] = [[] for _ in letters]
    for at in reversed(range(len(letters))):
        if letters[at:] in last:
            ways[at].append((letters[at:],))
        for end in range(min(at + 6, len(letters) - 1), at, -1):
            if letters[at:end] in _syllables():
                ways[at] += [(letters[at:end], *rest) for rest in ways[end]]
        del ways[at][PARSES:]
    return ways[0] if ways else []


class _Table(dict[int, str]):
    """For `str.translate`: a character's syllable or initial, read from the dictionary when first met."""

    def __init__(self, *, initial: bool) -> None:
        self.initial = initial

    def __missing__(self, code: int) -> str:
        read = _plain(_dictionary().get(str(code), "").partition(",")[0])
        self[code] = read and (f" ={read[0]}" if self.initial else f" {read}")
        return self[code]


_SYLLABLES, _INITIALS = _Table(initial=False), _Table(initial=True)


@cache
def _dictionary() -> dict[str, str]:
    """The characters of pypinyin's own file; the package itself would load its 47,000 phrases into every process."""
    spec = find_spec("pypinyin")
    places = (spec and spec.submodule_search_locations) or []
    text = (Path(next(iter(places))) / "pinyin_dict.json").read_text("utf-8")
    return dict(json.loads(text))


@cache
def _syllables() -> frozenset[str]:
    every = {_plain(each) for each in {each for some in _dictionary().values() for each in some.split(",")}}
    return frozenset((every - _SOUNDS_ALONE) | _ON_PASSPORTS.keys())


@cache
def _begun() -> frozenset[str]:
    return frozenset(each[:end] for each in _syllables() for end in range(1, len(each) + 1))


def _plain(syllable: str) -> str:
    """Without the tone: lǜ → lv, zhāng → zhang."""
    parts = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(char for char in parts if not unicodedata.combining(char))
