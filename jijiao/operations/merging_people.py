"""合并重复人员: everything of one record goes to the other, written down so that it can be put back within 30 days."""

from typing import Any

from django.db import transaction
from django.db.models import Max, Model, Q

from jijiao.accounts.carrying import carry_back, carry_over
from jijiao.accounts.models import Account, Hat
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.audit.words import subject_word
from jijiao.certificates.models import Certificate
from jijiao.credits.actions import count_units, settle
from jijiao.credits.locks import hold_units_of
from jijiao.credits.models import AnnualResult, Entry
from jijiao.declarations.models import Declaration
from jijiao.jobs.actions import enqueue
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.operations.doubles import doubles_of, entries_to_move, plan, references, years_of
from jijiao.operations.models import Merge
from jijiao.people.credentials import PHOTO
from jijiao.people.models import Paper, Person, Stint
from jijiao.reviews.models import Review, Stop

# of these a person has one: the one of `gone` stays behind where both have it
ONE_A_PERSON: dict[type[Model], Q] = {Paper: Q(kind=PHOTO), Stint: Q(until__isnull=True)}


@transaction.atomic
def merge_people(kept: Person, gone: Person, *, reason: str, by: Hat) -> Merge:
    """Make `gone` part of `kept`. Raises Refusal with the first problem of the preview."""
    kept, gone = _held(kept, gone)
    for problem in plan(kept, gone).problems:
        raise Refusal(problem)
    manifest: dict[str, Any] = {"status": gone.status, "years": years_of(gone), "own_years": years_of(kept)}
    manifest["superseded"] = _supersede_second(kept, gone)
    manifest["moved"] = _move_rows(kept, gone)
    manifest["account"] = _merge_accounts(kept, gone, by)
    manifest["about"] = _redirect_reviews(kept, manifest["moved"])
    gone.status = Person.Status.MERGED
    gone.save(update_fields=["status", "account"])
    manifest["results"] = _forget_results(gone)
    _settle([kept], manifest["years"], by)
    count_units({(unit, year) for unit, year in manifest["results"]})
    merge: Merge = Merge.everywhere.create(
        kind=Merge.Kind.PERSON,
        kept_person=kept,
        gone_person=gone,
        reason=reason,
        manifest=manifest,
        by=by,
        at=clock.now(),
    )
    for person, note in ((kept, "保留"), (gone, "并入")):
        record(by, Tag.MERGE_DO, on=person, unit_id=person.unit_id, merge=merge.pk, part=note, reason=reason)
    return merge


def _held(*people: Person) -> list[Person]:
    hold_units_of([person.pk for person in people])
    rows = Person.everywhere.select_for_update(of=("self",)).filter(pk__in=[person.pk for person in people])
    found = {row.pk: row for row in rows.select_related("unit", "account").order_by("pk")}
    return [found[person.pk] for person in people]


def _supersede_second(kept: Person, gone: Person) -> list[int]:
    """Where both hold a certificate of a year, the one of `gone` no longer stands."""
    current = Certificate.everywhere.filter(superseded_at__isnull=True)
    years = current.filter(person=kept).values("year")
    second = list(current.filter(person=gone, year__in=years).values_list("pk", flat=True))
    Certificate.everywhere.filter(pk__in=second).update(superseded_at=clock.now())
    return second


def _move_rows(kept: Person, gone: Person) -> dict[str, list[int]]:
    """Point every row at `kept`: "app.model.field" → ids. Doubles and their entries stay behind."""
    doubles = doubles_of(kept, gone)
    moved: dict[str, list[int]] = {}
    for key in references():
        rows = key.model._base_manager.filter(**{key.name: gone})
        if key.model is Declaration:
            rows = rows.exclude(pk__in=[each.pk for each in doubles])
        elif key.model is Entry:
            rows = entries_to_move(gone, doubles)
        elif (
            key.model in ONE_A_PERSON and key.model._base_manager.filter(ONE_A_PERSON[key.model], person=kept).exists()
        ):
            rows = rows.exclude(ONE_A_PERSON[key.model])
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        if ids:
            key.model._base_manager.filter(pk__in=ids).update(**{key.name: kept})
            moved[f"{key.model._meta.label_lower}.{key.name}"] = ids
    return moved


def _merge_accounts(kept: Person, gone: Person, by: Hat) -> dict[str, Any]:
    """One person signs in with one account; see `doubles._account` for the three cases."""
    left = gone.account
    if left is None:
        return {}
    gone.account = None
    if kept.account is None:
        # one-to-one: it must be free before it is given
        Person.everywhere.filter(pk=gone.pk).update(account=None)
        kept.account = left
        kept.save(update_fields=["account"])
        return {"handed": left.pk}
    manifest = {"stopped": left.pk, "hats": carry_over(left, kept.account, by=by)}
    # its sessions end with it: an account that is not active is nobody at the next request
    Account.objects.filter(pk=left.pk).update(is_active=False)
    return manifest


def _redirect_reviews(kept: Person, moved: dict[str, list[int]]) -> dict[str, int | None]:
    """四眼: reviews of what was moved are about the account that is left; review id → account before."""
    declarations = Declaration.everywhere.filter(pk__in=moved.get("declarations.declaration.person", []))
    reviews = Review.everywhere.filter(pk__in=declarations.values("review_id"), state="pending")
    before: dict[str, int | None] = {
        str(pk): account for pk, account in reviews.values_list("pk", "subject_account_id")
    }
    _about(list(before), kept.account_id)
    return before


def _about(reviews: list[str], account: int | None) -> None:
    Review.everywhere.filter(pk__in=reviews).update(subject_account=account)
    Stop.everywhere.filter(review_id__in=reviews, decision="").update(subject_account=account)


def _forget_results(gone: Person) -> list[list[int]]:
    """Results are derived: those of `gone` are dropped; the (unit, year) in which they were counted."""
    rows = AnnualResult.everywhere.filter(person=gone)
    counted = sorted(rows.values_list("unit_id", "year"))
    rows.delete()
    return [list(pair) for pair in counted]


def _settle(people: list[Person], years: list[int], by: Hat) -> None:
    settle((person.pk, year) for person in people for year in years)
    for year in years:
        met = AnnualResult.everywhere.filter(person__in=people, year=year, passed=True)
        ids = list(met.order_by("person_id").values_list("person_id", flat=True))
        if ids:
            enqueue("certificates.issue", {"person_ids": ids, "year": year}, by=by)


def obstacles(merge: Merge) -> list[str]:
    """Why the merge cannot be undone any more; empty while nothing rests on it."""
    if merge.undone_at:
        return ["该合并已经撤销"]
    found = []
    if clock.now() > merge.undoable_until:
        found.append("合并已超过 30 天")
    if merge.kept_person is None or merge.kept_person.status == Person.Status.MERGED:
        found.append("保留的档案后来又并入了别的档案")
    for label, ids in merge.manifest["moved"].items():
        key = _key(label)
        if key.model._base_manager.filter(pk__in=ids, **{key.name: merge.kept_person}).count() != len(ids):
            found.append(f"转移的{subject_word(key.model._meta.label_lower)}后来又有变动")
    entries = merge.manifest["moved"].get("credits.entry.person", [])
    if Entry.everywhere.filter(reverses__in=entries).exclude(pk__in=entries).exists():
        found.append("转移的学时后来有冲正")
    return found


def _key(label: str) -> Any:
    return next(key for key in references() if f"{key.model._meta.label_lower}.{key.name}" == label)


@transaction.atomic
def undo_people(merge: Merge, *, by: Hat) -> None:
    """Put everything back. Certificates issued since from the joined hours no longer stand."""
    kept, gone = _held(*(person for person in (merge.kept_person, merge.gone_person) if person))
    merge = Merge.everywhere.select_for_update(of=("self",)).get(pk=merge.pk)
    for obstacle in obstacles(merge):
        raise Refusal(f"不能撤销：{obstacle}")
    manifest = merge.manifest
    since = Certificate.everywhere.filter(person=kept, year__in=manifest["years"], issued_at__gt=merge.at)
    since.filter(superseded_at__isnull=True).update(superseded_at=clock.now())
    for label, ids in manifest["moved"].items():
        key = _key(label)
        key.model._base_manager.filter(pk__in=ids).update(**{key.name: gone})
    _restore_certificates([*manifest["superseded"], *_newest_superseded_since(merge)])
    _part_accounts(kept, gone, manifest["account"], by)
    for review, account in manifest["about"].items():
        _about([review], account)
    gone.status = manifest["status"]
    gone.save(update_fields=["status", "account"])
    _settle_apart(kept, gone, manifest)
    merge.undone_at, merge.undone_by = clock.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    for person in (kept, gone):
        record(by, Tag.MERGE_UNDO, on=person, unit_id=person.unit_id, merge=merge.pk)


def _settle_apart(kept: Person, gone: Person, manifest: dict[str, Any]) -> None:
    """Both years anew; results that the merge opened for `kept` go when nothing of its own is in them."""
    opened = AnnualResult.everywhere.filter(person=kept, year__in=manifest["years"])
    own = Entry.everywhere.filter(person=kept).values("year")
    empty = opened.exclude(year__in=manifest["own_years"]).exclude(year__in=own)
    counted = sorted(empty.values_list("unit_id", "year"))
    empty.delete()
    kept_years = set(years_of(kept)) & set(manifest["years"])
    settle([(gone.pk, year) for year in manifest["years"]] + [(kept.pk, year) for year in kept_years])
    count_units(counted)


def _newest_superseded_since(merge: Merge) -> list[int]:
    """The certificates that the joined hours' certificates superseded: the newest a year issued before the merge."""
    rows = Certificate.everywhere.filter(
        person=merge.kept_person, superseded_at__gt=merge.at, issued_at__lte=merge.at, year__in=merge.manifest["years"]
    ).exclude(pk__in=merge.manifest["superseded"])
    return list(rows.values("year").annotate(newest=Max("pk")).values_list("newest", flat=True))


def _restore_certificates(ids: list[int]) -> None:
    Certificate.everywhere.filter(pk__in=ids).update(superseded_at=None)


def _part_accounts(kept: Person, gone: Person, manifest: dict[str, Any], by: Hat) -> None:
    if "handed" in manifest:
        Person.everywhere.filter(pk=kept.pk).update(account=None)
        gone.account = Account.objects.get(pk=manifest["handed"])
    elif manifest:
        carry_back(manifest["hats"], by=by)
        Account.objects.filter(pk=manifest["stopped"]).update(is_active=True)
        gone.account = Account.objects.get(pk=manifest["stopped"])
