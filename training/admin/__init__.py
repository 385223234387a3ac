"""The officials' workplace for training."""

from training.admin import sessions  # noqa: F401
