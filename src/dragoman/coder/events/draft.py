"""Temporary: the old name of `EventCandidate`, until coder/detect takes the new one."""

from dragoman.coder.events.candidate import EventCandidate as Draft

__all__ = ["Draft"]
