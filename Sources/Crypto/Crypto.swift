// The target Crypto.
