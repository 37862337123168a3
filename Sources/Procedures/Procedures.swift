// The target Procedures.
