"""Praktijkwijs: practice knowledge of people in uniform, written, reviewed, found and kept true."""

__version__ = "0.1.0"
