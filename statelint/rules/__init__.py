"""One small module per rule, of the same name as its page in rules/. Rules ask Observations; they never walk a tree."""
