// The target Records.
