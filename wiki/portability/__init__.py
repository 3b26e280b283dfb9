"""Taking articles out of the wiki: as PDF. Stands above the files that they show."""
