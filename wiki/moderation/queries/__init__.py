"""What the pages of moderators show: a module for each page."""
