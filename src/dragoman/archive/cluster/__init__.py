"""Reconcile: which reports are of one event, which articles of one story, where they disagree, what became of plans.

Every score depends on the two rows alone, so that clusters follow from the stored scores and a threshold, whatever the
order in which articles came.
"""
