"""What those who answer for the wiki look into: for now the audit log."""
