"""Works on the files of a Gluster volume, or reads bricks, on a node of the pool; leaves nothing behind.

Python 3.6 and its standard library only. The files of this folder are concatenated and read by python3 from standard
input; a last line calls main() with the request as JSON. The answer is one JSON document on standard output.

This part: the private directory of one call, and its mounts.
"""
import contextlib
import fcntl
import os
import signal
import subprocess
import tempfile

RUN = "/run/glusterdr"
LOG_LINES = 5
LOG_WIDTH = 300
MOUNT_SECONDS = 30
UNMOUNT_SECONDS = 3


class Failure(Exception):
    """A failure that is returned to the caller: a code that it knows, and a message."""

    def __init__(self, code, message, log=()):
        super(Failure, self).__init__(message)
        self.code, self.message, self.log = code, message, list(log)


class Workspace(object):
    """A private directory for the mounts of one call. Its lock shows whether the call is still running."""

    def __enter__(self):
        os.makedirs(RUN, 0o700, exist_ok=True)
        with open(os.path.join(RUN, ".lock"), "w") as everyone:
            fcntl.flock(everyone, fcntl.LOCK_EX)
            self.sweep()
            self.path = tempfile.mkdtemp(dir=RUN)
            self.lock = open(os.path.join(self.path, "lock"), "w")
            fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.mounts = 0
        return self

    def __exit__(self, kind, *_):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        remove_workspace(self.path, gently=kind is None)

    @staticmethod
    def sweep():
        """Removes what killed agents left behind."""
        for name in os.listdir(RUN):
            path = os.path.join(RUN, name)
            if not os.path.isdir(path):
                continue
            with contextlib.suppress(OSError):
                with open(os.path.join(path, "lock"), "a") as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    remove_workspace(path, gently=False)

    def mount(self, volume, client_pid, *options):
        self.mounts += 1
        point = os.path.join(self.path, "mnt%d" % self.mounts)
        log = os.path.join(self.path, "log%d" % self.mounts)
        os.mkdir(point, 0o700)
        command = ["glusterfs", "-s", "localhost", "--volfile-id=/" + volume, "--client-pid=%d" % client_pid,
                   "--attribute-timeout=0", "--entry-timeout=0", "--direct-io-mode=enable", "--log-level=WARNING",
                   "--log-file=" + log]
        try:
            code = run(command + list(options) + [point], MOUNT_SECONDS)
        except FileNotFoundError:
            raise Failure("mount", "the FUSE client glusterfs is not installed here")
        if code is None:
            raise Failure("mount", "mounting %s took longer than %d s" % (volume, MOUNT_SECONDS), tail(log))
        if code != 0 or not os.path.ismount(point):
            raise Failure("mount", "the volume %s cannot be mounted" % volume, tail(log))
        return Volume(point, volume, log)


def remove_workspace(path, gently):
    """Unmounts and removes; never descends into a mount."""
    for name in os.listdir(path):
        if name.startswith("mnt"):
            unmount(os.path.join(path, name), gently)
    for name in os.listdir(path):
        full = os.path.join(path, name)
        with contextlib.suppress(OSError):
            os.rmdir(full) if name.startswith("mnt") else os.unlink(full)
    with contextlib.suppress(OSError):
        os.rmdir(path)


def unmount(point, gently):
    """Kills the process of a hanging mount: processes that wait for it get an error, and umount does not hang too."""
    if gently and run(["umount", point], UNMOUNT_SECONDS) == 0:
        return
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            if point in read_text("/proc/%s/cmdline" % pid).split("\0"):
                os.kill(int(pid), signal.SIGKILL)
    run(["umount", "-l", point], UNMOUNT_SECONDS)


def run(command, seconds):
    """The exit code; None: it timed out."""
    try:
        return subprocess.call(command, timeout=seconds, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return None


def tail(log):
    try:
        with open(log, "rb") as f:
            f.seek(max(0, os.fstat(f.fileno()).st_size - 16384))
            lines = f.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    bad = [line for line in lines if "] E [" in line or "] C [" in line]
    return [line[:LOG_WIDTH] for line in (bad or lines)[-LOG_LINES:]]


def read_text(path):
    with open(path, "r", errors="replace") as f:
        return f.read()
