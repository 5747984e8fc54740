"""Other people's answers, one file per format.

`timeml`, `brat` (with PARC attributions), `plover`, `treebanks` (CoNLL-U, IOB, GUM), `propbank`; `invented`: texts made
up for this project.
"""
