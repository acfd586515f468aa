"""From computed frames to a workbook: a plan of each sheet, then one engine that writes plans."""
