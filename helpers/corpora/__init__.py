"""Other people's answers, one file per format.

`timeml`, `brat` (with PARC attributions), `plover`, `meantime`, `treebanks` (CoNLL-U, IOB), `gum` (who is who),
`propbank` (with UDS's factuality); `whole_articles`: close readings of articles; `invented`: texts made up
for this project.
"""
