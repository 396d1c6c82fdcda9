"""Knowledge files to values and back. Reads and writes only below a path it is given."""
