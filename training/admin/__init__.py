"""The officials' workplace for training."""

from training.admin import learning, reserve, sessions  # noqa: F401
