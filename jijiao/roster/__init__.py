"""专技人员信息查询: the list of people with its conditions, what is done to many of them at once, and its exports."""
