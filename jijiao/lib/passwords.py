"""How strong a password must be (domain 4.7). Nothing here stores or compares passwords."""

import re

from jijiao.lib.refusal import Refusal

SHORTEST, LONGEST = 8, 32
_CLASSES = ("[a-z]", "[A-Z]", "[0-9]", "[^A-Za-z0-9]")

_WEAK_WORDS = (
    "password passw0rd p@ssw0rd p@ssword passwd pass admin administrator root user test guest welcome letmein login "
    "hello iloveyou woaini dragon monkey master sunshine princess superman shandong jinan qingdao jijiao jixujiaoyu "
    "zhuanji rencai china zhongguo changeme default secret abcabc a1b2c3"
)
_ROWS = "1234567890 qwertyuiop asdfghjkl zxcvbnm abcdefghijklmnopqrstuvwxyz 1qaz 2wsx 3edc !@#$%^&*()"
_RUN_LENGTH = 3


def check_password(password: str, *, document: str = "") -> None:
    """Accept `password` or raise `Refusal`.

    8 to 32 characters; three of lower case, upper case, digits, signs; no 6 characters in a row from the document
    number; and not made of common words and keyboard runs only.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refusal(f"密码应为 {SHORTEST} 至 {LONGEST} 位，现在是 {len(password)} 位。")
    if sum(bool(re.search(pattern, password)) for pattern in _CLASSES) < 3:
        raise Refusal("密码应至少包含大写字母、小写字母、数字、符号中的三类。")
    if _shares_run(password.upper(), document.upper(), 6):
        raise Refusal("密码不能包含证件号中连续的 6 位，请换一个。")
    if _substance(password) < 4:
        raise Refusal("这个密码太常见、容易被猜到，请换一个不含常用词和连续按键的密码。")


def _shares_run(password: str, document: str, length: int) -> bool:
    return any(document[at : at + length] in password for at in range(len(document) - length + 1))


def _substance(password: str) -> int:
    """How many characters are left once every common word, keyboard run, repetition and year is taken out."""
    rest = password.lower()
    for word in sorted(_WEAK_WORDS.split(), key=len, reverse=True):
        rest = rest.replace(word, "\0")
    rest = re.sub(r"(?:19|20)[0-9]{2}", "\0", rest)
    rest = re.sub(r"(.)\1{2,}", "\0", rest)
    for row in _ROWS.split():
        for way in (row, row[::-1]):
            rest = _without_runs(rest, way)
    return len(rest.replace("\0", ""))


def _without_runs(text: str, row: str) -> str:
    for length in range(len(row), _RUN_LENGTH - 1, -1):
        for at in range(len(row) - length + 1):
            text = text.replace(row[at : at + length], "\0")
    return text
