"""What those who answer for the wiki look into: where knowledge is and is not, what is read, and the audit log."""
