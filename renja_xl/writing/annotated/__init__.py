"""A copy of the user's own workbook with findings on its cells: small edits, all else as it was."""
