"""The officials' workplace for training."""

from training.admin import (  # noqa: F401  each registers its part
    ethics,
    learning,
    plan,
    programmes,
    reserve,
    sessions,
)
