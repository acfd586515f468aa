"""One function per thing a user asks for. This is the public API; the command line only calls it."""
