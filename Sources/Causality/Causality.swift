// The target Causality.
