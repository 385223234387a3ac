"""The same elections for our tallies and for pabutools, an independent implementation."""

import warnings
from pathlib import Path

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pytest.importorskip("pabutools", reason='.venv/bin/pip install "pabutools>=1.2.3"')

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "pabulib"
