"""How often each outcome comes, by form: what the scores of dates and claims count alike."""


def count_outcomes(pairs, outcomes):
    """{"all" or a form: {outcome: how often}} of (form, names of its outcomes) pairs, "all" first, then by answers."""
    counts = {"all": dict.fromkeys(outcomes, 0)}
    for form, found in pairs:
        for key in ("all", form):
            row = counts.setdefault(key, dict.fromkeys(outcomes, 0))
            for name in found:
                row[name] += 1
    order = sorted(counts, key=lambda form: (form != "all", -counts[form]["answers"], form))
    return {form: counts[form] for form in order}
