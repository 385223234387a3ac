"""The first start refuses with sentences and the second does nothing."""

import sys

import pytest

from portal.runtime import bootstrap


@pytest.fixture
def checkout(tmp_path):
    """A folder with locks and an environment that looks installed."""
    for lock in bootstrap.LOCKS.values():
        (tmp_path / lock).write_text(lock)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / ".venv" / "lock.sha256").write_text(bootstrap.digest(tmp_path, "runtime"))
    return tmp_path


@pytest.fixture
def steps(monkeypatch):
    """The titles of the steps that were begun; nothing is installed."""
    titles = []
    monkeypatch.setattr(bootstrap, "step", lambda title, action: titles.append(title))
    return titles


def test_an_old_python_is_refused_with_a_sentence():
    with pytest.raises(bootstrap.Stop, match=r"Нужен Python 3\.11 или новее, а это 3\.9"):
        bootstrap.check_python((3, 9, 2))


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_missing_venv_module_is_named_with_its_package(monkeypatch, tmp_path, module):
    real = bootstrap.importlib.util.find_spec
    lacking = lambda name: None if name == module else real(name)  # noqa: E731 one expression
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lacking)
    with pytest.raises(bootstrap.Stop, match=rf"нет модуля {module}.*python3-venv"):
        bootstrap.create(tmp_path / ".venv")


def test_a_small_disk_is_refused_before_anything_is_downloaded(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "NEEDED_MB", 10**9)
    with pytest.raises(bootstrap.Stop, match="На диске мало места: нужно 1000000000 МБ"):
        bootstrap.check_space(tmp_path)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "кончилось место"),
        ("error: Failed to fetch: `somewhere`\n dns error", "Нет связи с каталогом пакетов"),
        ("Max retries exceeded with url: /simple/", "Нет связи с каталогом пакетов"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "контрольной суммой"),
        ("The virtual environment was not created because ensurepip is not", "python3-venv"),
        ("something else broke", "something else broke"),
    ],
)
def test_what_tools_print_becomes_a_sentence(output, sentence):
    assert sentence in bootstrap.sentence_for(output)


def test_a_failing_command_stops_with_its_sentence():
    with pytest.raises(bootstrap.Stop, match="кончилось место"):
        bootstrap.run([sys.executable, "-c", "raise SystemExit('No space left on device')"])


def test_the_second_start_installs_nothing(checkout, steps):
    bootstrap.prepare(checkout, "runtime")
    assert steps == []


def test_tests_need_more_than_the_runtime_packages(checkout, steps):
    bootstrap.prepare(checkout, "dev")
    assert "requirements-dev.lock" in steps[-1]


def test_a_changed_lock_is_installed(checkout, steps):
    (checkout / "requirements.lock").write_text("changed")
    bootstrap.prepare(checkout, "runtime")
    assert "requirements.lock" in steps[-1]


def test_an_environment_whose_python_went_away_is_made_anew(checkout, steps):
    (checkout / ".venv" / "bin" / "python").unlink()
    bootstrap.prepare(checkout, "runtime")
    assert steps[0] == "Создаю окружение Python в .venv"


def test_a_working_environment_of_another_python_is_kept(checkout, steps, monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version", "3.99 of somebody else")
    bootstrap.prepare(checkout, "runtime")
    bootstrap.prepare(checkout, "dev")
    assert steps == ["Устанавливаю пакеты из requirements-dev.lock"]


def test_a_refusal_ends_with_one_sentence_and_no_traceback(monkeypatch):
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    with pytest.raises(SystemExit, match="подготовить окружение"):
        bootstrap.main(["runtime"])
