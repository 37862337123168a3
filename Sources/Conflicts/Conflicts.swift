// The target Conflicts.
