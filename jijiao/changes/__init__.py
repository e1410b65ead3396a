"""变更: what a unit asks to have changed in its own record, reviewed field by field."""
