"""Operations on bricks, on their own host; nothing is mounted."""
import contextlib
import os
import time

CHANGELOGS = ".glusterfs/changelogs"
HTIME_STEP = 1 << 20
LAST_ROLLOVER = "trusted.glusterfs.htime"
ON_BRICKS = {"bricks", "rollover", "workers", "lost"}


def bricks(request):
    started = brick_processes()
    facts = []
    for path in request["paths"]:
        fact = {"path": path, "freeBytes": 0, "unlistedChangelogs": [], "processStarted": started.get(path)}
        facts.append(fact)
        try:
            room = os.statvfs(path)
            fact["freeBytes"] = room.f_bavail * room.f_frsize
            fact["unlistedChangelogs"] = unlisted_changelogs(path, request["since"])
            fact["syncTimes"] = sync_times(path)
        except OSError as e:
            fact["problem"] = reason(e)
    return {"bricks": facts}


def sync_times(brick):
    """How far each session has synced this brick: seconds since 1970, by the UUID of its secondary volume."""
    times = {}
    for name in os.listxattr(brick):
        parts = name.split(".")
        if parts[:2] == ["trusted", "glusterfs"] and parts[4:] == ["stime"]:
            seconds = int.from_bytes(os.getxattr(brick, name)[:4], "big")
            if seconds:
                times[parts[3]] = seconds
    return times


def rollover(request):
    """
    Waits, within a time limit, until each brick has begun a new changelog. A crawl then finds what was recorded before
    this call, because a changelog is added to the index when it is closed.
    """
    begun, deadline = int(time.time()), time.monotonic() + request["seconds"]
    while True:
        facts = [rolled_over(path, begun) for path in request["paths"]]
        if all(f["rolledOver"] for f in facts) or time.monotonic() >= deadline:
            return {"bricks": facts}
        time.sleep(0.1)


def rolled_over(brick, begun):
    fact = {"path": brick, "rolledOver": False}
    try:
        htime = os.path.join(brick, CHANGELOGS, "htime")
        # The time is in whole seconds: only a later second is certainly after the call.
        fact["rolledOver"] = any(last_rollover(os.path.join(htime, name)) > begun for name in os.listdir(htime))
    except OSError as e:
        fact["problem"] = reason(e)
    return fact


def last_rollover(index):
    return int(os.getxattr(index, LAST_ROLLOVER).split(b":")[0])


def brick_processes():
    """When each brick's process started, by the directory that it serves."""
    return {value_of("--brick-name", a): time.time() - uptime for a, uptime in processes() if "--brick-name" in a}


def workers(request):
    """The workers of geo-replication on this node. A worker's command line is: gsyncd.py worker VOLUME SECONDARY --local-path BRICK."""
    found = []
    for arguments, uptime in processes():
        # It forks: its children have the same command line and are younger.
        if arguments[2:3] == ["worker"] and arguments[1].endswith("gsyncd.py") and "--local-path" in arguments:
            found.append({
                "volume": arguments[3], "secondary": arguments[4], "brick": value_of("--local-path", arguments),
                "secondaryNode": value_of("--resource-remote", arguments), "started": time.time() - uptime, "uptime": uptime})
    return {"workers": found}


def processes():
    """The arguments of each process on this node, and how many seconds it has run."""
    since_boot = float(read_text("/proc/uptime").split()[0])
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError, ValueError, IndexError):
            arguments = read_text("/proc/%s/cmdline" % pid).split("\0")
            ticks = int(read_text("/proc/%s/stat" % pid).rsplit(")", 1)[1].split()[19])
            yield arguments, since_boot - ticks / os.sysconf("SC_CLK_TCK")


def value_of(option, arguments):
    return arguments[arguments.index(option) + 1] if option in arguments else ""


def unlisted_changelogs(brick, since):
    top = os.path.join(brick, CHANGELOGS)
    if not os.path.isdir(top):
        return []
    listed = listed_changelogs(os.path.join(top, "htime"), since)
    first_day = time.strftime("%Y/%m/%d", time.gmtime(since - 86400))
    found = []
    for folder, folders, names in os.walk(top):
        day = os.path.relpath(folder, top)
        if day == "." or day.startswith("htime") or day.startswith("csnap"):
            folders[:] = [f for f in folders if f.isdigit()]
        elif day < first_day[:len(day)]:
            folders[:] = []
            continue
        for name in names:
            # One that was renamed just now is about to be listed.
            if name.startswith("CHANGELOG.") and name not in listed and since <= int(name[10:]) < time.time() - 5:
                found.append(name)
    return sorted(found)


def listed_changelogs(htime, since):
    """The index may be large, so it is read from its end until its entries are older than the requested time."""
    listed = set()
    for name in sorted(os.listdir(htime), reverse=True):
        with open(os.path.join(htime, name), "rb") as f:
            end, rest, oldest = os.fstat(f.fileno()).st_size, b"", None
            while end > 0 and (oldest is None or oldest >= since):
                start = max(0, end - HTIME_STEP)
                f.seek(start)
                parts = (f.read(end - start) + rest).split(b"\0")
                rest, end = parts[0] if start > 0 else b"", start
                entries = [p.decode().rsplit("/", 1)[-1] for p in (parts[1:] if start > 0 else parts) if p]
                listed.update(entries)
                stamps = [int(e.rsplit(".", 1)[1]) for e in entries if e.rsplit(".", 1)[-1].isdigit()]
                oldest = min(stamps) if stamps else oldest
        if oldest is not None and oldest < since:
            break
    return listed
