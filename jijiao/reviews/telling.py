"""Telling applicants the outcome (站内信), once for every kind, in the transaction of the decision."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from jijiao.accounts.models import Account
from jijiao.letters.actions import tell
from jijiao.lib.actor import Actor
from jijiao.reviews.kinds import Kind
from jijiao.reviews.models import Review

NAMED = 3  # requests named in one letter
LONGEST = 100  # characters of a title


def tell_outcome(
    kind: Kind, ended: Sequence[Review], subjects: Mapping[int, Any], *, approve: bool, note: str, by: Actor
) -> None:
    """One letter for each account, however many of its requests were decided at once; by set where texts are equal.

    Told are who submitted a request and whom `kind.told` names besides; `subjects` are by review.
    """
    about: dict[int, list[Review]] = defaultdict(list)
    for review in ended:
        for account in {review.submitted_by_id, *kind.told(subjects[review.pk])} - {None}:
            about[account].append(review)  # type: ignore[index]  # None was taken out
    alike: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for account, reviews in about.items():
        names = [_name(kind, review, subjects, account) for review in reviews]
        title, text = _title(f"{kind.label}：{'通过' if approve else '驳回'}", names), _text(names, approve, note)
        alike[title, text, kind.page(subjects[reviews[0].pk]) if len(reviews) == 1 else ""].append(account)
    accounts = Account.objects.in_bulk(about)
    for (title, text, page), ids in alike.items():
        tell([accounts[pk] for pk in ids], title=title, text=text, to=page, by=by)


def tell_lapse(kind: Kind, review: Review, subject: Any, note: str, *, by: Actor) -> None:
    """Who submitted it and whom it is about: it went to another desk."""
    text = f"{kind.subject_name(subject)}的申请{note}。"
    for account in Account.objects.filter(pk__in=filter(None, (review.submitted_by_id, *kind.told(subject)))):
        title = _title(f"{kind.label}：超期转办", [_name(kind, review, {review.pk: subject}, account.pk)])
        tell([account], title=title, text=text, to=kind.page(subject), by=by)


def _name(kind: Kind, review: Review, subjects: Mapping[int, Any], account: int) -> str:
    """What the request is about, for somebody other than the person it is about."""
    return "" if review.subject_account_id == account else kind.subject_name(subjects[review.pk])


def _title(outcome: str, names: Sequence[str]) -> str:
    """A list of letters tells them apart: by name, by number, or not at all for the person it is about."""
    what = f"{len(names)} 件" if len(names) > 1 else names[0]
    room = LONGEST - len(outcome) - len("（）")
    return f"{outcome}（{what[:room]}）" if what else outcome


def _text(names: Sequence[str], approve: bool, note: str) -> str:
    named = "、".join(dict.fromkeys(filter(None, names[:NAMED])))
    many = f" {len(names)} 件" if len(names) > 1 else ""
    more = "等" if named and len(names) > NAMED else ""
    about = f"（{named}{more}）" if named else ""
    said = f"审核意见：{note}。" if note else ""
    again = "" if approve else "修改后可以重新提交。"
    return f"您提交的{many}申请{about}已{'通过' if approve else '驳回'}。{said}{again}"
