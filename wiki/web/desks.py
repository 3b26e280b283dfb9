"""The names of pages that are open for writing: no two of them write the same text. Pure."""

import re

LENGTH = 22
NAME = re.compile(rf"[A-Za-z0-9_-]{{{LENGTH}}}")
