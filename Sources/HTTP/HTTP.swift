// The target HTTP.
