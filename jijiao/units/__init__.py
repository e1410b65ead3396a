"""单位: the tree of organisations, who lies above whom, 内设部门."""
