"""Acts: the rows of a corrections file that were decided together, taken back and done again together.

The file is only added to. Taking back appends a row per row, action `undo`, with the action taken back in `old`; doing
again appends the rows anew. Rows of one act follow one another and say so in their reason: "… [2/5]".
"""

import re
from collections import defaultdict

import pandas as pd

UNDO = "undo"
NUMBER = re.compile(r" \[(\d+)/(\d+)\]$")


def number_act(rows):
    """The rows (dicts) of one act, with their number in the reason where there are several."""
    rows = [{**row, "reason": NUMBER.sub("", row["reason"])} for row in rows]
    if len(rows) == 1:
        return rows
    return [{**row, "reason": f"{row['reason']} [{n}/{len(rows)}]"} for n, row in enumerate(rows, start=1)]


def split_acts(corrections):
    """[[index, …], …]: the rows of a corrections table, act by act."""
    acts, rows = [], list(corrections[["who", "reason"]].itertuples())
    while rows:
        size = count_act(rows)
        acts.append([row.Index for row in rows[:size]])
        rows = rows[size:]
    return acts


def count_act(rows):
    """How many of the rows belong to the act of the first."""
    found = NUMBER.search(rows[0].reason)
    size = int(found[2]) if found and found[1] == "1" else 1
    whole = [f" [{n}/{size}]" for n in range(1, size + 1)]
    together = rows[:size]
    same = all(row.who == rows[0].who and row.reason.endswith(end) for row, end in zip(together, whole, strict=False))
    return size if size > 1 and len(together) == size and same else 1


def find_undone(corrections):
    """(indices of the rows that are taken back or take back, indices of the `undo` rows that mean nothing)."""
    open_rows, undone, idle = defaultdict(list), set(), []
    for row in corrections.itertuples():
        if row.action != UNDO:
            open_rows[name_decision(row, row.action)].append(row.Index)
            continue
        meant = open_rows[name_decision(row, row.old)]
        if not meant:
            idle.append(row.Index)
            continue
        undone |= {meant.pop(), row.Index}
    return undone, idle


def name_decision(row, action):
    """What a row decides, by which an `undo` finds it."""
    return action, row.table, row.row_id, row.field, row.new, -1 if pd.isna(row.start) else int(row.start)


def keep_standing(corrections):
    """The corrections that nobody has taken back; the index still tells the line of the file."""
    if not (corrections["action"] == UNDO).any():
        return corrections
    undone, idle = find_undone(corrections)
    return corrections.drop(index=sorted({*undone, *idle}))


def replay_acts(corrections, who):
    """(done, undone): the acts of one reader as tables, each the one last that undo or redo would take.

    A new decision after taking back leaves nothing to do again.
    """
    own = corrections[corrections["who"] == who]
    done, undone = [], []
    for indices in split_acts(own):
        act = own.loc[indices]
        taken = next((n for n in reversed(range(len(done))) if sign_act(done[n]) == sign_act(act, flipped=True)), None)
        if taken is not None:
            undone.append(done.pop(taken))
            continue
        undone = undone[:-1] if undone and sign_act(undone[-1]) == sign_act(act) else []
        done.append(act)
    return done, undone


def sign_act(act, flipped=False):
    """What an act decides (True) and takes back (False), sorted; `flipped` what its taking back would."""
    return sorted(
        ((row.action == UNDO) == flipped, *name_decision(row, row.old if row.action == UNDO else row.action))
        for row in act.itertuples()
    )


def take_back(act, who, when, reason="taken back"):
    """The rows that take back an act, last first, as dicts; what it had taken back stands again."""
    flips = ({"action": row["old"], "old": ""} if row["action"] == UNDO else {"action": UNDO, "old": row["action"]}
             for row in reversed(act.to_dict("records")))  # fmt: skip
    rows = reversed(act.to_dict("records"))
    return number_act(
        [{**row, **flip, "who": who, "when": when, "reason": reason} for row, flip in zip(rows, flips, strict=True)]
    )


def do_again(act, who, when):
    """The rows of an act that was taken back, once more, as dicts."""
    return number_act([{**row, "who": who, "when": when} for row in act.to_dict("records")])
