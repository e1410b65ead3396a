"""Continuing education (继续教育) of professional technicians: the whole product."""
