"""Why a command does not do what it was asked to."""

from __future__ import annotations


class RefusalError(Exception):
    """Nothing is written; one sentence says why and what to do."""
