"""A folder that is watched: what lies in it, what was done with it, where results go. No matrix is known here."""
