"""What the project's own test run adds to pytest."""
