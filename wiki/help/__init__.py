"""Help: pages that explain the wiki, a first tour for each role, and the accessibility statement."""
