"""What the page of 学时（分）申报 shows while it is filled in: the form, the applicants, the picker, the sums."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.http import QueryDict

from jijiao.accounts.models import Hat
from jijiao.attachments import uploads
from jijiao.attachments.uploads import Kept
from jijiao.declarations.actions import LONGEST_BATCH
from jijiao.declarations.forms import MOST_IMAGES, DeclarationForm
from jijiao.declarations.models import Declaration
from jijiao.declarations.queries import Applicant, applicants, evidence_of, own_people
from jijiao.declarations.wording import standard_of
from jijiao.lib.ids import row_id
from jijiao.people.models import Person
from jijiao.standards.learning_forms import Declarer, from_stored, to_stored
from jijiao.standards.learning_forms.fields import Value, plain
from jijiao.standards.queries import rules_of
from jijiao.units.models import Unit
from jijiao.web.request import Request

FOUND = 10  # people of a search shown at once
PASSING = {"csrfmiddlewaretoken", "step", "q", "at", "pledge", "evidence", "evidence-kept", "evidence-remove"}


@dataclass
class Composition:
    """One try of the page. `people` are those chosen, `found` those the search shows."""

    form: DeclarationForm
    kept: Kept
    typed: QueryDict
    by_unit: bool
    people: list[Person]
    reviewer: Unit | None
    found: list[Person] = field(default_factory=list)
    found_total: int = 0
    at: int = 1

    @property
    def applicants(self) -> list[Applicant]:
        return applicants(self.people, self.form.year)

    @property
    def each(self) -> Decimal | None:
        return self.form.claimed

    @property
    def sum(self) -> Decimal | None:
        return self.each * len(self.people) if self.each is not None else None

    @property
    def standard(self) -> list[str]:
        form = self.form.learning_form
        return standard_of(form, self.form.rules.rates[form.key], self.form.rules.caps)

    @property
    def pages(self) -> int:
        return max(1, -(-self.found_total // FOUND))

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Everything typed, for the hidden inputs of the preview."""
        pairs = [(name, value) for name, values in self.typed.lists() if name not in PASSING for value in values]
        return pairs + [("evidence-kept", attachment.token("evidence")) for attachment in self.kept.attachments]


def compose(request: Request, declaration: Declaration | None = None) -> Composition:
    """The page as the request leaves it; steps that send it on (`preview`, `submit`) check the form."""
    hat: Hat = request.hat
    by_unit = hat.kind != Hat.Kind.TECHNICIAN
    typed = request.POST if request.method == "POST" else _typed_before(request.GET, declaration)
    existing = evidence_of(declaration) if declaration else []
    kept = uploads.take(request, "evidence", limit=MOST_IMAGES, existing=existing)
    if declaration and request.method == "GET":
        kept.attachments = existing
    people = [declaration.person] if declaration else _chosen(request, typed, by_unit)
    form = DeclarationForm(
        typed,
        declarer=Declarer.UNIT if by_unit else Declarer.PERSON,
        kept=kept,
        people=people if by_unit and not declaration else None,
        bound=request.POST.get("step") in ("preview", "submit"),
    )
    reviewer = hat.unit.above if by_unit and hat.unit else people[0].unit if people else None
    composed = Composition(form, kept, typed, by_unit, people, reviewer)
    if by_unit and declaration is None:
        _search(request, typed, composed)
    return composed


def _chosen(request: Request, typed: QueryDict, by_unit: bool) -> list[Person]:
    rows = own_people(request.scope).select_related("unit").order_by("name", "pk")
    if not by_unit:
        return list(rows[:1])
    if typed.get("step") == "add_all":
        rows = own_people(request.scope, typed.get("q", "")).select_related("unit").order_by("name", "pk")
        return list(rows[:LONGEST_BATCH])
    ids = [pk for value in typed.getlist("people") if (pk := row_id(value))]
    return list(rows.filter(pk__in=ids[:LONGEST_BATCH])) if ids else []


def _search(request: Request, typed: QueryDict, composed: Composition) -> None:
    rows = own_people(request.scope, typed.get("q", "")).exclude(pk__in=[person.pk for person in composed.people])
    composed.found_total = rows.count()
    composed.at = min(row_id(typed.get("at")) or 1, composed.pages) or 1
    start = (composed.at - 1) * FOUND
    composed.found = list(rows.order_by("name", "pk")[start : start + FOUND])


def _typed_before(query: QueryDict, declaration: Declaration | None) -> QueryDict:
    """What an address or an earlier declaration fills in."""
    if declaration is None:
        return query
    typed = QueryDict(mutable=True)
    form = declaration.learning_form
    values = {name: value for name, value in declaration.values.items() if value is not None}
    stored = to_stored(form, from_stored(form, declaration.details))
    typed.update({name: _as_typed(value) for name, value in values.items()})
    typed.update({name: str(value) for name, value in stored.items() if name not in values})
    typed["form"], typed["subject"] = declaration.form, declaration.subject
    if declaration.claimed == form.award(declaration.values, rules_of(declaration.rules).rates[form.key]):
        # as many as the rules give: most likely left blank, and to be computed anew for what is changed
        typed["claimed_hours"] = ""
    return typed


def _as_typed(value: Value) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)
