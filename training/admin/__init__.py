"""The officials' workplace for training."""

from training.admin import learning, sessions  # noqa: F401
