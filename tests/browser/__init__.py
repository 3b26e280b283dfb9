"""A package, so that its servers and its browser can end with its last test (`scope="package"`)."""
