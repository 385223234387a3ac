"""The embedded PostgreSQL under crashes, races and unfriendly folders."""

import contextlib
import os
import signal
import sys
from pathlib import Path

import psycopg2
import pytest

from portal.runtime import processes
from portal.runtime.faults import Fault
from portal.runtime.postgres import Cluster, binaries
from tests.runtime.conftest import clean_environment, kill, processes_in, python, wait_for

HOLD = """
import sys, time
from portal.runtime.postgres import Cluster
cluster = Cluster(sys.argv[1], private=len(sys.argv) > 2).start()
print(cluster.pid(), flush=True)
sys.stdin.read()
cluster.stop()
"""

LINUX_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


def query(cluster, sql):
    with contextlib.closing(psycopg2.connect(cluster.dsn)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else None


@pytest.fixture
def cluster(folder):
    cluster = Cluster(folder / "pg")
    yield cluster
    cluster.stop()


def hold(home, *arguments, **options):
    """Start another process that uses the cluster; return it and the server's process id."""
    holder = python(HOLD, home, *arguments, stdin=-1, **options)
    return holder, int(holder.stdout.readline())


def test_a_stopped_cluster_leaves_no_process_and_keeps_its_data(cluster, folder):
    cluster.start()
    query(cluster, "CREATE TABLE kept AS SELECT 1")
    cluster.stop()
    assert processes_in(folder) == []
    assert query(cluster.start(), "TABLE kept") == [(1,)]


def test_cyrillic_is_lowered_and_searched(cluster):
    cluster.start()
    answer = query(cluster, "SELECT lower('ЁЖИК'), to_tsvector('russian', 'дороги')::text")
    assert answer == [("ёжик", "'дорог':1")]


def test_the_server_outlives_a_killed_holder_and_the_last_one_out_stops_it(cluster, folder):
    holder, pid = hold(folder / "pg")
    cluster.start()
    kill(holder)
    assert cluster.pid() == pid
    cluster.stop()
    assert processes_in(folder) == []


def test_a_server_orphaned_by_kill_is_adopted(cluster, folder):
    holder, pid = hold(folder / "pg")
    kill(holder)
    assert cluster.start().pid() == pid


def test_a_killed_postmaster_is_replaced_and_its_data_recovered(cluster):
    cluster.start()
    query(cluster, "CREATE TABLE kept AS SELECT 1")
    os.kill(cluster.pid(), signal.SIGKILL)
    wait_for(lambda: cluster.pid() is None)
    assert query(cluster.start(), "TABLE kept") == [(1,)]


def test_a_recycled_process_id_does_not_block_the_start(cluster):
    cluster.start()
    os.kill(cluster.pid(), signal.SIGKILL)
    wait_for(lambda: cluster.pid() is None)
    pid_file = cluster.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    # The number now belongs to this very test, which is no PostgreSQL.
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert query(cluster.start(), "SELECT 1") == [(1,)]


def test_four_cold_starts_at_once_share_one_server(folder):
    holders = [python(HOLD, folder / "pg", stdin=-1) for _ in range(4)]
    assert len({holder.stdout.readline() for holder in holders}) == 1
    for holder in holders:
        holder.communicate()
    assert [holder.returncode for holder in holders] == [0] * 4
    assert processes_in(folder) == []


@pytest.mark.parametrize("name", ["x" * 120, "каталог с пробелом"])
def test_an_unfriendly_path_gets_a_short_plain_socket(folder, name):
    cluster = Cluster(folder / name).start()
    try:
        assert len(str(cluster.socket_folder)) < 80
        assert query(cluster, "SELECT 1") == [(1,)]
    finally:
        cluster.stop()
        cluster.socket_folder.rmdir()


def test_a_private_cluster_dies_with_its_process(folder):
    holder, _ = hold(folder / "pg", "private")
    kill(holder)
    wait_for(lambda: not processes_in(folder))


def test_a_kept_server_runs_on_until_it_is_released(cluster):
    cluster.start()
    cluster.keep()
    cluster.stop()
    assert cluster.pid()
    assert Cluster(cluster.home).release()
    assert cluster.pid() is None


def test_release_waits_for_the_others(cluster, folder):
    holder, pid = hold(folder / "pg")
    assert not Cluster(folder / "pg").release()
    holder.communicate()
    assert not processes.alive(pid)


def test_an_interrupted_first_start_is_begun_anew(cluster):
    cluster.data.mkdir(parents=True)
    (cluster.data / "PG_VERSION").write_text("18\n")
    assert query(cluster.start(), "SELECT 1") == [(1,)]


@LINUX_ROOT
def test_root_without_namespaces_runs_the_server_as_nobody(folder):
    environment = clean_environment() | {"PORTAL_NO_UNSHARE": "1"}
    holder, pid = hold(folder / "pg", env=environment)
    assert (folder / "pg").stat().st_uid == 65534
    assert Path(f"/proc/{pid}").stat().st_uid == 65534
    holder.communicate()


@LINUX_ROOT
def test_an_ordinary_user_runs_the_server_and_root_joins_it(folder):
    if not (reachable_by_others(binaries()) and reachable_by_others(sys.executable)):
        pytest.skip("this checkout is closed to other users")
    os.chown(folder, 65534, 65534)
    prefix = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    holder, pid = hold(folder / "pg", prefix=prefix)
    cluster = Cluster(folder / "pg").start()
    assert cluster.pid() == pid
    holder.communicate()
    assert query(cluster, "SELECT 1") == [(1,)]
    cluster.stop()
    assert processes_in(folder) == []


def reachable_by_others(path):
    with contextlib.suppress(Fault):
        processes.check_reachable(path, 65534)
        return True
    return False


def test_a_closed_parent_folder_is_named_in_the_sentence(folder):
    (folder / "closed").mkdir(mode=0o700)
    with pytest.raises(Fault, match="closed закрыт для других"):
        processes.check_reachable(folder / "closed" / "data", 12345)


def test_missing_binaries_are_named_in_the_sentence(folder, monkeypatch):
    monkeypatch.setenv("PG_BINDIR", str(folder))
    with pytest.raises(Fault, match="нет программ PostgreSQL"):
        binaries()
