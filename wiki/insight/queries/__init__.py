"""What the pages of insight show, one module for each of them."""
