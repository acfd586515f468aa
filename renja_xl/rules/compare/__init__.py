"""What a filled sheet prints held against the rules: what differs, why, and from which wrong cell it follows."""
