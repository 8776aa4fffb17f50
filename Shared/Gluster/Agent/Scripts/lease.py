"""Leases: only one control plane at a time may change things at a site, wherever its data is.

Each lease is a file named by its epoch and created exclusively: if two control planes create the same epoch, Gluster lets only one succeed, on
whichever nodes they work. The highest epoch is in force. A control plane that lost its lease writes into a file that no longer counts.
"""
import contextlib
import json
import os
import uuid

LEASES = ".glusterdr/lease"


def lease(request, space):
    volume = space.mount(request["volume"], PID_TRUSTED)  # noqa: F821
    wanted = request["lease"]
    changes = {"take": take_lease, "renew": renew_lease}
    with lease_folder(volume, wanted["action"]) as fd:
        done = fd is not None and wanted["action"] in changes and changes[wanted["action"]](fd, wanted)
        # A write counts only when all bricks are reachable and the lease reads back.
        volume.require_up()
        epoch, content = current_lease(fd)
        if done and (epoch != wanted["epoch"] or not is_owner(content, wanted)):
            done = False
    return {"node": {"epoch": epoch, "content": content, "done": done}}


@contextlib.contextmanager
def lease_folder(volume, action):
    """The open folder; None: it does not exist, and this action does not create it."""
    with contextlib.ExitStack() as opened:
        try:
            fd, _ = opened.enter_context(volume.parent(LEASES + "/0", create=action == "take"))
        except FileNotFoundError:
            fd = None
        yield fd


def current_lease(fd):
    """Epoch and content. No content: its creator has not written it yet, or died before."""
    epochs = [int(name) for name in os.listdir(fd) if name.isdigit()] if fd is not None else []
    if not epochs:
        return 0, None
    try:
        with os.fdopen(os.open(lease_name(max(epochs)), os.O_RDONLY | os.O_NOFOLLOW, dir_fd=fd), "rb") as f:
            content = json.loads(f.read(SMALL).decode("utf-8", "replace"))  # noqa: F821
    except ValueError:
        content = None
    except FileNotFoundError:  # a newer epoch was created just now
        return current_lease(fd)
    return max(epochs), content if isinstance(content, dict) else None


def lease_name(epoch):
    return "%012d" % epoch


def is_owner(content, wanted):
    return content is not None and all(content.get(key) == wanted["content"][key] for key in ("plane", "holder"))


def take_lease(fd, wanted):
    if current_lease(fd)[0] != wanted["epoch"] - 1:
        return False
    name = lease_name(wanted["epoch"])
    try:
        out = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644, dir_fd=fd)
    except FileExistsError:
        return False
    try:
        write_lease(out, wanted["content"])
        os.fsync(fd)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(name, dir_fd=fd)
        raise
    for old in os.listdir(fd):
        if old != name and not (old.isdigit() and int(old) > wanted["epoch"]):
            with contextlib.suppress(OSError):
                os.unlink(old, dir_fd=fd)
    return True


def renew_lease(fd, wanted):
    epoch, content = current_lease(fd)
    if epoch != wanted["epoch"] or not (content is None or is_owner(content, wanted)):
        return False
    beat = (content or {}).get("beat", 0) + 1
    temporary = ".%s" % uuid.uuid4().hex
    out = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644, dir_fd=fd)
    try:
        write_lease(out, dict(wanted["content"], beat=beat))
        os.rename(temporary, lease_name(epoch), src_dir_fd=fd, dst_dir_fd=fd)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary, dir_fd=fd)
        raise
    os.fsync(fd)
    return True


def write_lease(out, content):
    with os.fdopen(out, "wb") as f:
        f.write(json.dumps(content, sort_keys=True).encode())
        f.flush()
        os.fsync(f.fileno())
