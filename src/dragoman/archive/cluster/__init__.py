"""Clusters over time: reports of one event, articles of one story, discrepancies between them, outcomes of plans.

A similarity score depends on the two rows alone. Clusters therefore follow from the stored scores and a clustering
threshold, and are the same whatever the order in which the articles came.
"""
