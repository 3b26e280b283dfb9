"""What pages show of how articles work out, and of the checks that follow."""
