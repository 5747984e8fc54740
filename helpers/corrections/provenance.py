"""Who has read which row: what is decided about one row says nothing about the others."""

from helpers.corrections.anchors import find_target, index_places
from helpers.tables import is_read, row_keys


def find_readers(name, frame, corrections, text):
    """Who has read each row of a corrected table: a tuple of names per row, in the order of the rows, empty for nobody.

    `frame` is table `name` with `corrections` laid over, or some of its rows; `text` is the article's. A row is read by
    whoever accepted, edited or added it; what is decided about an event's parties or statement does not count. Where a
    row has been edited so far that no decision finds it again, everybody who decided about its table has read it.
    """
    read = frame[is_read(frame)]
    readers = {i: {maker: True} if review == "added" else {} for i, maker, review in list_labels(read)}
    own = corrections[(corrections["table"] == name) & corrections["action"].isin(["accept", "edit"])]
    # By likeness `find_target` looks only at rows that nobody has decided about; here only those that somebody has.
    decided = read.drop(columns="review")
    index = dict(zip(row_keys(name, decided), decided.index, strict=True))
    places = index_places(name, decided) if set(own["row_id"]) - set(index) else []
    for row in own.itertuples():
        target, _ = find_target(row, index, places, decided, text)
        if target is not None:
            readers[target][row.who] = True
    everybody = dict.fromkeys(own["who"])
    return [tuple(readers[i] or everybody) if i in readers else () for i in frame.index]


def is_person(who):
    """Whether a reader is a person: what a model has read says so (column `who` of the corrections)."""
    return "language model" not in who


def list_labels(frame):
    """(index, made_by, review) of every row."""
    return zip(frame.index, frame["made_by"], frame["review"], strict=True)
