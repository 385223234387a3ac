"""The officials' workplace for training."""

from training.admin import (  # noqa: F401
    ethics,
    learning,
    plan,
    programmes,
    reserve,
    sessions,
)
