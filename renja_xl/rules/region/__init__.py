"""Rules over the workbooks of a region: who is ranked where, what belongs together, what differs."""
