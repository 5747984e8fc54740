"""Which claim of an article reports an act."""


class Reports:
    """The claims of an article, to ask which one reports an event."""

    def __init__(self, claims):
        rows = claims[claims["start"].notna() & claims["end"].notna()]
        self.waiting = sorted(zip(rows["start"], rows["end"], rows["claim_id"], strict=True), reverse=True)
        self.open = []

    def find(self, start, end):
        """Id of the smallest claim around a trigger, "" if there is none. Triggers must be asked in order of their start."""
        while self.waiting and self.waiting[-1][0] <= start:
            self.open.append(self.waiting.pop())
        self.open = [claim for claim in self.open if claim[1] > start]
        around = [claim for claim in self.open if claim[1] >= end]
        return min(around, key=lambda c: (c[1] - c[0], c[0]))[2] if around else ""
