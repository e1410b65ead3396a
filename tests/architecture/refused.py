"""(door, status) → why whoever may pass it is refused in the matrix's world nevertheless."""

NOBODY = "nobody has this reference: the address is looked up by the view"
STEPS = "a later step of a way that was not begun leads back to its first"
PICTURES = "this object has no picture of that number"
ABOVE = "seen from above; decided at its own desk alone"

REFUSED: dict[tuple[str, int], str] = {
    ("administrators.substitutes", 403): "who reviews nothing and stands in for nobody has no 审核代理",
    ("administrators.substitute_end", 404): "the post names the substitution; this one names none",
    ("attachments.pending", 404): NOBODY,
    ("captcha-audio", 404): NOBODY,
    ("captcha-image", 410): "a picture of the challenge that is gone",
    ("captcha-image-2x", 410): "a picture of the challenge that is gone",
    ("captcha-refresh", 404): "answers scripts alone",
    ("certificates.pdf", 409): "a certificate that is being made anew says so",
    ("changes.proof", 404): PICTURES,
    ("changes.reviewed_proof", 404): PICTURES,
    ("declarations.correction", 409): "only what was rejected or withdrawn is corrected",
    ("declarations.receipt", 404): NOBODY,
    ("desk.posts", 404): "the post names the part to change to; this one names none",
    ("jobs.progress", 286): "a job that is over tells htmx to stop asking",
    ("operations.check_scan", 404): PICTURES,
    ("operations.scan", 404): PICTURES,
    ("operations.credit_code", 302): "the unit has its code",
    ("person_changes.proof", 404): PICTURES,
    ("person_changes.reviewed_proof", 404): PICTURES,
    ("portal.notice", 404): NOBODY,
    ("registration.invitation", 404): NOBODY,
    ("registration.own_licence", 302): "the unit was founded by others and has no scan",
    ("registration.person.correction", 302): STEPS,
    ("registration.proof", 404): PICTURES,
    ("registration.record", 302): STEPS,
    ("registration.unit.correction", 302): STEPS,
    ("reviews.approval declaration", 404): ABOVE,
    ("reviews.approval person-change", 404): ABOVE,
    ("reviews.approval person-registration", 404): ABOVE,
    ("reviews.approval transfer", 404): ABOVE,
    ("reviews.approval unit-change", 404): ABOVE,
    ("reviews.approval unit-registration", 404): ABOVE,
    ("security.contact_code", 302): STEPS,
    ("security.draft", 302): STEPS,
    ("security.recovery.code", 302): STEPS,
    ("security.recovery.password", 302): STEPS,
    ("security.second_step", 302): STEPS,
    ("sheets.failures", 409): "the job has no failed rows",
    ("transfers.proof", 404): PICTURES,
    ("transfers.reviewed_proof", 404): PICTURES,
}
