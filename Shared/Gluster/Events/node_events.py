"""Reads and configures Gluster's event daemon on this node. Reads one request, answers with one line of JSON."""
import json
import os
import shutil
import socket
import subprocess
import sys
import time

WEBHOOKS = "/var/lib/glusterd/events/webhooks.json"
SETTINGS = "/etc/glusterfs/eventsconfig.json", "/var/lib/glusterd/events/config.json"
UNIT = "glustereventsd"
LONGEST = 90
# Gluster no longer has tiering, so nobody takes this event for a real one.
TEST_EVENT = "EVENT_TIER_RESUME"


def run(*command):
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              universal_newlines=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        # Python's message quotes all arguments, and one may be a token.
        raise TimeoutError(f"{' '.join(command[:2])} did not end within {LONGEST} s") from None
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def has_systemd():
    return os.path.isdir("/run/systemd/system")


def fields(pid):
    """The fields of /proc/PID/stat after the name."""
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rsplit(")", 1)[1].split()


def daemons():
    """Main processes of the daemon in this mount namespace: each has a child of the same name, which must get no signal."""
    found = {}
    here = os.readlink("/proc/self/ns/mnt")
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as line:
                words = line.read().split(b"\0")
            if any(os.path.basename(w) == UNIT.encode() for w in words[:2]) and os.readlink(f"/proc/{pid}/ns/mnt") == here:
                found[pid] = fields(pid)[1]
        except OSError:
            continue  # the process has ended
    return [pid for pid, parent in found.items() if parent not in found]


def webhooks():
    try:
        with open(WEBHOOKS) as file:
            return sorted(json.load(file))
    except FileNotFoundError:
        return []


def status(_):
    if shutil.which("gluster-eventsapi") is None:
        return {"daemon": "absent", "webhooks": []}
    return {"daemon": "running" if daemons() else "stopped", "webhooks": webhooks()}


def change(request):
    """webhook-add, -mod or -del. The token is an argument here, as gluster-eventsapi requires; no answer repeats it."""
    token = request.get("token")
    option = [f"--bearer_token={token}"] if token else []  # as one argument: it may begin with a dash
    code, output, error = run("gluster-eventsapi", request["verb"], request["url"], *option, "--json")
    if token:
        output, error = output.replace(token, "..."), error.replace(token, "...")
    return {"code": code, "output": output, "error": error}


def reload(_):
    """Makes the daemon use the stored webhooks. Its own reload does not work: it looks for a pid file that the daemon has removed."""
    if has_systemd():
        # The daemon must start again when the node restarts.
        code, _, error = run("systemctl", "enable", "--now", UNIT)
        if code == 0:
            code, _, error = run("systemctl", "restart", UNIT)
        return {"daemon": "running"} if code == 0 else {"daemon": "stopped", "error": error}
    for pid in daemons():
        run("kill", "-USR2", pid)
    return status(None)


def port():
    number = 55555
    for name in SETTINGS:
        try:
            with open(name) as file:
                number = json.load(file).get("port", number)
        except FileNotFoundError:
            continue
    return int(number)


def test(request):
    """Sends a test event as Gluster's programs send theirs: a datagram to the daemon."""
    home = os.path.dirname(os.path.realpath(shutil.which("gluster-eventsapi")))
    sys.path.insert(0, home)
    from gfevents.eventtypes import all_events
    message = f"{int(time.time())} {all_events.index(TEST_EVENT)} glusterdr_test={request['testId']}"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(message.encode(), ("localhost", port()))
    return {}


def main(text):
    request = json.loads(text)
    try:
        answer = {f.__name__: f for f in (status, change, reload, test)}[request["operation"]](request)
    except Exception as e:  # any failure is reported
        answer = {"problem": f"{type(e).__name__}: {e}"}
    print(json.dumps(answer))
