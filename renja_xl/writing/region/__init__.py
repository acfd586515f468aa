"""The workbook of a region and its tidy table: what `gabung` hands to people and to other programs."""
