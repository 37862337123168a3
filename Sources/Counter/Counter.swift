// The target Counter.
