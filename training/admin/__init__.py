"""The officials' workplace for training."""

from training.admin import ethics, learning, reserve, sessions  # noqa: F401
