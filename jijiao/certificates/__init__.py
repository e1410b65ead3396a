"""电子证书: issue, print, verify."""
