"""学时账 (ledger) and 认定结果 (annual result)."""
