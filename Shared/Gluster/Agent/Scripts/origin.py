"""Finds which volume a volume is a copy of, as far as a node of the secondary knows; nothing is mounted."""
import contextlib
import os
import re

LOG_TAIL = 1 << 18


def origin(request):
    """What a node of the secondary knows about the source of a volume."""
    volume = request["volume"]
    return {"node": {"processes": secondary_processes(volume), "logs": secondary_logs(volume), "marks": marks(request["paths"]),
                     "keys": gsyncd_keys(request.get("users") or [])}}


def secondary_processes(volume):
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError, ValueError, IndexError):
            words = read_text("/proc/%s/cmdline" % pid).split("\0")
            at = [os.path.basename(w) for w in words].index("gsyncd.py")
            if words[at + 1] in ("secondary", "slave") and words[at + 3].split(":")[-1] == volume:
                found.append({"primaryVolume": words[at + 2], "secondary": words[at + 3], "node": option(words, "node"),
                              "nodeId": option(words, "node-id"), "brick": option(words, "brick")})
    return found


def option(words, name):
    return next((words[i + 1] for i, w in enumerate(words[:-1]) if w in ("--primary-" + name, "--master-" + name)), "")


def secondary_logs(volume):
    found = []
    for top in ("geo-replication-secondaries", "geo-replication-slaves"):
        folder = os.path.join(LOGS, top)
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            log = os.path.join(folder, name, "gsyncd.log")
            if name.endswith("_" + volume) and os.path.isfile(log):
                found.append({"session": name, "written": os.stat(log).st_mtime, "workers": log_workers(log)})
    return found


def log_workers(log):
    """Which bricks wrote to it: each line of gsyncd's log names the primary node and brick."""
    with open(log, "rb") as f:
        f.seek(max(0, os.fstat(f.fileno()).st_size - LOG_TAIL))
        text = f.read().decode("utf-8", "replace")
    return sorted(set(re.findall(r"\((?:secondary|slave) ([^/\s)]+)(/[^)]*)\)", text)))


def marks(paths):
    """Times that gsyncd stores on brick roots, by the UUID of their primary volume; the newest change in the top folder."""
    found = []
    for path in paths:
        fact = {"path": path, "changed": None, "times": []}
        found.append(fact)
        with contextlib.suppress(OSError):
            fact["changed"] = max(os.stat(p).st_mtime for p in (path, os.path.join(path, ".shard")) if os.path.isdir(p))
            for name in os.listxattr(path):
                match = re.match(r"trusted\.glusterfs\.([0-9a-f-]{36})\.(?:[0-9a-f-]{36}\.)?[xs]time$", name)
                if match:
                    value = os.getxattr(path, name)
                    fact["times"].append({"volumeId": match.group(1), "time": int.from_bytes(value[:4], "big")})
    return found


def gsyncd_keys(users):
    """Whose keys may start gsyncd here: the comment of each key, which names user and host as written by ssh-keygen."""
    found = []
    brokered = [n.split(".", 1)[1] for n, _ in volfile_options(read_text(VOLFILE)) if n.startswith("mountbroker-geo-replication.")]
    for user in sorted(set(users) | set(brokered)):
        with contextlib.suppress(OSError, KeyError, Failure):
            for line in key_lines(authorized_keys(user, owner(user))):
                if re.match(r'command="[^"]*/gsyncd"', line):
                    found.append({"user": user, "comment": printable(line.split()[-1])})
    return found
