"""Regtrace: from a news article to quoted evidence, claims, events, relations and figures.

The modules follow the flow of the data: articles, language, dates, attribution, actors, claims, events, annotate,
corrections, tables, charts. Importing this package does no work.
"""

__version__ = "0.1.0"
