// Worlds by seed.
