"""查询统计: readings over the registers."""
