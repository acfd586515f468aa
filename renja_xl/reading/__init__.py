"""From a file to a frame: container, grid, layout, rows, figures. Knows neither rules nor writing."""
