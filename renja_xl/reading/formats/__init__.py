"""From a file to grids: one module for each kind of workbook; `book` opens whichever it is."""
