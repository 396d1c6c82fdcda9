"""Steps of the schema, oldest first: `versions/`; each ends where the next begins."""
