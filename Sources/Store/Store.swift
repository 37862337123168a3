// The target Store.
