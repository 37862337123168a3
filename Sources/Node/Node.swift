// The target Node.
