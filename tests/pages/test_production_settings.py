"""What the settings refuse and set in production, read by a process of their own."""

import os
import subprocess
import sys

KEYS = {"SECRET_KEY": "k" * 60, "PERSON_KEY_SECRET": "p" * 60}
ENDING = "portal.settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"


def read(*argv, **environment) -> subprocess.CompletedProcess:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "-c", f"import {ENDING}", *argv]
    given = {**kept, "PORTAL_MODE": "production", **environment}
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


def test_production_does_not_start_with_a_key_everybody_knows():
    for name in KEYS:
        refused = read("runserver", **{**KEYS, name: ""})
        assert f"{name} must be set in production" in refused.stderr


def test_only_the_chosen_state_service_may_answer_a_form():
    assert read(**KEYS).stdout.strip() == "[\"'self'\"]"
    said = read(**KEYS, ESIA_SERVER_URL="https://esia.example.org/oidc").stdout
    assert said.strip() == "[\"'self'\", 'https://esia.example.org']"
