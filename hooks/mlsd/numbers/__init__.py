"""Numbers that follow from other numbers: expressions, units, their values, and how a reader sees them."""
