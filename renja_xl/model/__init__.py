"""The words the other parts share: grid, frame, findings, forms, rule sets, errors, texts."""
