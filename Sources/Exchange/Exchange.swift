// The target Exchange.
