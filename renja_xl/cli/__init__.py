"""The command line: options in, one use case called, words out. No other module knows it."""
