"""Starts the portal from a clean clone, signs in as the demo resident, stops it.

Not a test of pytest: it takes the same road a stranger takes, with the standard library only.
Run `python3 tests/smoke.py` in a checkout; what is committed is what is tried.
"""

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 600
STOP_SECONDS = 6  # five promised, one for the process table
NO_PROXY = urllib.request.ProxyHandler({})


def main():
    """Clone, run, sign in, stop; end with code 1 and a reason at the first surprise."""
    with tempfile.TemporaryDirectory(prefix="kirov-smoke-") as folder:
        Path(folder).chmod(0o755)
        clone = Path(folder) / "portal"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        portal = start(clone, port := free_port())
        try:
            wait_until_ready(portal, port)
            sign_in(port, resident(clone))
        finally:
            seconds = stop(portal)
        check_nothing_left(clone)
    say(f"остановлен за {seconds:.1f} с, процессов не осталось")


def say(text):
    print(f"smoke │ {text}", flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(clone, port):
    ours = {"DATABASE_URL", "REDIS_URL", "CACHE_URL", "PORTAL_MODE", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    return subprocess.Popen(
        ["make", "run"],
        cwd=clone,
        env=environment | {"PORT": str(port)},
        start_new_session=True,
    )


def wait_until_ready(portal, port):
    begin = time.monotonic()
    while get_status(f"http://127.0.0.1:{port}/readyz") != 200:
        if portal.poll() is not None:
            sys.exit(f"smoke: make run закончился с кодом {portal.returncode}")
        if time.monotonic() - begin > START_SECONDS:
            sys.exit(f"smoke: /readyz не ответил за {START_SECONDS} с")
        time.sleep(0.5)
    say(f"готов за {time.monotonic() - begin:.0f} с")


def get_status(url):
    try:
        with urllib.request.build_opener(NO_PROXY).open(url, timeout=5) as answer:
            return answer.status
    except OSError:
        return 0


def resident(clone):
    """Return the e-mail and password of the first demo login that is a resident's."""
    logins = json.loads((clone / "var" / "logins.json").read_text())
    found = [each for each in logins if "жител" in each["role"].lower()]
    if not found:
        sys.exit("smoke: среди демонстрационных входов нет жителя")
    return found[0]


def sign_in(port, login):
    """Fill in the login form as a browser would and look for the person on the profile page."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), NO_PROXY)
    base = f"http://127.0.0.1:{port}"
    form = read(browser, f"{base}/accounts/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    fields = {"csrfmiddlewaretoken": token, "login": login["email"], "password": login["password"]}
    read(browser, f"{base}/accounts/login/", urllib.parse.urlencode(fields).encode())
    if login["email"] not in read(browser, f"{base}/profile/"):
        sys.exit("smoke: вход не удался, в профиле нет адреса жителя")
    say(f"вход выполнен: {login['email']}")


def read(browser, url, data=None):
    try:
        with browser.open(url, data, timeout=30) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        sys.exit(f"smoke: {url} ответил {error.code}")


def stop(portal):
    """Press Ctrl-C: the whole foreground group gets the signal. Return the seconds it took."""
    begin = time.monotonic()
    if portal.poll() is None:
        os.killpg(portal.pid, signal.SIGINT)
        portal.wait(60)
    seconds = time.monotonic() - begin
    if seconds > STOP_SECONDS:
        sys.exit(f"smoke: остановка заняла {seconds:.1f} с")
    return seconds


def check_nothing_left(clone):
    """End with code 1 when a process of the clone still runs."""
    listing = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    left = [line for line in listing.stdout.splitlines() if str(clone) in line]
    if left:
        sys.exit("smoke: остались процессы:\n" + "\n".join(left))


if __name__ == "__main__":
    main()
