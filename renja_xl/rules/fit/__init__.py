"""Which rules a filled sheet follows: each setting of a rule set judged by the printed cells that can tell."""
