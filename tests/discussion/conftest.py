"""A public project to talk about, and one nobody but its author and officials sees."""

import pytest

from tests.factories.budgeting import ProjectFactory


@pytest.fixture
def project(db):
    return ProjectFactory()


@pytest.fixture
def hidden_project(db):
    return ProjectFactory(state="draft")
