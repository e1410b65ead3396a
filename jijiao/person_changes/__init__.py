"""人员信息修改: what a technician wants changed of the own file, field group by field group, reviewed by the unit."""
