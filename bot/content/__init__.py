"""Knowledge files to values and back. Reads and writes only below a path it is given.

A map of its modules:

files, and YAML, strictly: files yamlread shape
a pack: load entry helplines calibration catalogue golden
the gate's rules: safety lexicons
articles: source
values to files: dump bundle
kept between starts: stamp cache kept packed listed arrays
lists that came with the program: english everyday
"""
