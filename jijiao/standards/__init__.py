"""学时标准: subjects, learning forms, yearly requirement; every rule, no rows of people."""
