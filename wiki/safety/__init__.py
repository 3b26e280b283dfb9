"""Personal data, sensitive tactics and blame in a text: where they stand and how much it matters.

Pure: knows no request, no database and no article, keeps nothing and logs nothing. It answers with places and codes;
the sentences that go with them are of whoever shows them. It does not decide what may be saved, and a text in which it
finds nothing is not a text without personal data: a name without a role before it is just a word here.
"""

from wiki.safety.checking import check, personal
from wiki.safety.findings import Finding, Severity

__all__ = ["Finding", "Severity", "check", "personal"]
