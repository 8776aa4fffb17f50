"""Operations on the nodes that set up a session between two pools; nothing is mounted.

The control plane reaches both sites, so it copies the keys itself: no node needs a shell on another.
"""
import concurrent.futures
import contextlib
import fcntl
import grp
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

GLUSTERD = "/var/lib/glusterd"
VOLFILE = "/etc/glusterfs/glusterd.vol"
LOGS = "/var/log/glusterfs"
LIBEXEC = ("/usr/libexec/glusterfs", "/usr/lib/x86_64-linux-gnu/glusterfs", "/usr/lib/glusterfs")
SHARED_STORAGE = "/run/gluster/shared_storage"
CONNECT_SECONDS = 5
LOGIN_SECONDS = 30
GLUSTERD_SECONDS = 60
SESSION_OPERATIONS = {"examine", "public", "authorize", "revoke", "forget", "reach", "login", "mountbroker", "unmountbroker", "origin"}


def examine(request):
    """Whether a node has what its role in the session requires."""
    fact = {"gsyncd": gsyncd(), "rsync": version(["rsync", "--version"], r"rsync\s+version v?(\d+(?:\.\d+)*)"),
            "sharedStorage": os.path.ismount(SHARED_STORAGE) or os.path.ismount("/var" + SHARED_STORAGE)}
    user = request.get("user")
    if user:
        fact["account"] = account(user)
        fact["mountbroker"] = mountbroker_facts(user)
    stimes = []
    for path in request.get("paths") or []:
        with contextlib.suppress(OSError):
            # Removed entries stay as zeros.
            stimes += [name for name in os.listxattr(path) if name.endswith(".stime") and any(os.getxattr(path, name))]
    fact["syncTimes"] = sorted(set(stimes))
    # Gluster uses this name for every session user, and does not remove it when a volume is deleted with its session.
    session = request.get("session")
    fact["hasSession"] = bool(session) and os.path.isdir(os.path.join(GLUSTERD, "geo-replication", session))
    return {"node": fact}


def gsyncd():
    return next((path for path in (os.path.join(d, "gsyncd") for d in libexec()) if os.access(path, os.X_OK)), None)


def libexec():
    """The path differs by distribution; on machines other than amd64, Debian's contains the machine name."""
    found = [os.path.join("/usr/lib", d, "glusterfs") for d in sorted(os.listdir("/usr/lib")) if d.endswith("-linux-gnu")]
    return list(LIBEXEC) + found


def version(command, pattern):
    try:
        text = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=20).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(pattern, text.decode("utf-8", "replace"))
    return match.group(1) if match else None


def account(user):
    try:
        entry = pwd.getpwnam(user)
    except KeyError:
        return {"exists": False}
    groups = {g.gr_name for g in grp.getgrall() if user in g.gr_mem}
    with contextlib.suppress(KeyError):
        groups.add(grp.getgrgid(entry.pw_gid).gr_name)
    can_log_in = os.path.basename(entry.pw_shell) not in ("nologin", "false")
    return {"exists": True, "isRoot": entry.pw_uid == 0, "home": entry.pw_dir, "homeExists": os.path.isdir(entry.pw_dir),
            "canLogIn": can_log_in, "groups": sorted(groups)}


# Keys.

# A line of authorized_keys: options, which may contain blanks within quotes, then the key's type and the key.
KEY_LINE = re.compile(r'\s*(?:(?:[^\s"]|"(?:\\.|[^"\\])*")+\s+)?(?:ssh|ecdsa|sk)-\S+\s+(\S+)')


def public(_):
    """The public key that this node's gsyncd logs in with, and the one that Gluster created for tar."""
    folder = os.path.join(GLUSTERD, "geo-replication")
    try:
        found = {"publicKey": read_text(os.path.join(folder, "secret.pem.pub")).strip()}
    except OSError as e:
        raise Failure("io", "there is no key for geo-replication: %s" % reason(e))
    with contextlib.suppress(FileNotFoundError):
        found["tarKey"] = read_text(os.path.join(folder, "tar_ssh.pem.pub")).strip()
    return {"node": found}


def authorize(request):
    """Adds the missing ones of these lines, or only reports which are missing."""
    keys = request["keys"]
    return key_change(keys, *change_keys(request, lambda lines: lines + [k for k in keys if k not in lines]))


def revoke(request):
    """Removes exactly these lines."""
    keys = request["keys"]
    return key_change(keys, *change_keys(request, lambda lines: [line for line in lines if line not in keys]))


def forget(request):
    """Removes every line of these keys, whatever command it allows."""
    blobs = {key.split()[1] for key in request["keys"]}
    path, before, _ = change_keys(request, lambda lines: [line for line in lines if key_of(line) not in blobs])
    return {"node": {"path": path, "missing": [], "changed": [printable(line) for line in before if key_of(line) in blobs]}}


def key_change(keys, path, before, after):
    return {"node": {"path": path, "missing": [k for k in keys if k not in before],
                     "changed": [k for k in keys if (k in before) != (k in after)]}}


def key_of(line):
    match = None if line.lstrip().startswith("#") else KEY_LINE.match(line)
    return match and match.group(1)


def change_keys(request, change):
    """The file of the keys, and its lines before and after. A symbolic link stays: its target is written."""
    entry = owner(request["user"])
    path = authorized_keys(request["user"], entry)
    real = os.path.realpath(path)
    linked = os.path.islink(path) or os.path.islink(os.path.dirname(path))
    folder = os.path.dirname(real)
    if not os.path.isdir(folder):
        after = change([])
        if after and linked:
            # If a mount is missing here, a new folder would hide it or prevent mounting it.
            raise Failure("io", "%s leads to %s, whose folder is not there" % (path, real))
        if request.get("dry") or not after:
            return path, [], []
        os.mkdir(folder, 0o700)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        before = key_lines(real)
        after = change(before)
        if request.get("dry"):
            return path, before, before
        if not after and before and not linked:
            remove_keys(real)
        elif after != before:
            write_keys(real, entry, after)
        return path, before, after
    finally:
        os.close(fd)


def owner(user):
    try:
        return pwd.getpwnam(user)
    except KeyError:
        raise Failure("invalid", "there is no user %s" % user)


def key_lines(path):
    """Keeps other lines byte for byte: only a line feed ends a line, and bytes that are not UTF-8 are kept."""
    try:
        with open(path, "rb") as f:
            text = f.read().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return []
    return (text[:-1] if text.endswith("\n") else text).split("\n") if text else []


def printable(line):
    """For an answer: JSON cannot contain bytes that are not UTF-8."""
    return line.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def remove_keys(path):
    """Removes a file that we created when it is empty again."""
    os.unlink(path)
    with contextlib.suppress(OSError):
        os.rmdir(os.path.dirname(path))


def write_keys(path, entry, lines):
    """Writes the file atomically: a truncated one would lock users out."""
    fd, new = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".glusterdr-")
    try:
        with os.fdopen(fd, "wb") as f:
            f.write("".join(line + "\n" for line in lines).encode("utf-8", "surrogateescape"))
            f.flush()
            os.fsync(f.fileno())
        try:
            mode, uid, gid = [getattr(os.stat(path), name) for name in ("st_mode", "st_uid", "st_gid")]
        except FileNotFoundError:
            mode, uid, gid = 0o600, entry.pw_uid, entry.pw_gid
        os.chmod(new, mode & 0o7777)
        os.chown(new, uid, gid)
        os.rename(new, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(new)
        raise
    if shutil.which("restorecon"):
        subprocess.call(["restorecon", "-F", os.path.dirname(path), path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def authorized_keys(user, entry):
    """Where sshd looks for the user's keys."""
    name = ".ssh/authorized_keys"
    sshd = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/sbin") or "sshd"
    command = [sshd, "-T", "-C", "user=%s,host=localhost,addr=127.0.0.1" % user]
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        text = subprocess.check_output(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=20).decode("utf-8", "replace")
        found = [line.split()[1] for line in text.splitlines() if line.startswith("authorizedkeysfile ") and len(line.split()) > 1]
        name = found[-1] if found and found[-1] != "none" else name
    name = name.replace("%u", user).replace("%h", entry.pw_dir).replace("%%", "%")
    return name if name.startswith("/") else os.path.join(entry.pw_dir, name)


# The network path from one node to another.

def reach(request):
    """Whether these ports answer from this node, as gsyncd will connect."""
    return {"ways": in_parallel(request["ways"], lambda way: knock(way["host"], way["port"], way["greets"]))}


def in_parallel(ways, ask):
    with concurrent.futures.ThreadPoolExecutor(max_workers=16) as pool:
        return [dict(way, problem=problem) for way, problem in zip(ways, pool.map(ask, ways))]


def knock(host, port, greets):
    try:
        with socket.create_connection((host, port), timeout=CONNECT_SECONDS) as connection:
            if greets and not connection.recv(64).startswith(b"SSH-"):
                return "what answers on port %d is no ssh server" % port
    except (OSError, UnicodeError) as e:
        return getattr(e, "strerror", None) or str(e) or type(e).__name__
    return None


def login(request):
    """Logs in as gsyncd will, with its key and with its own first command."""
    return {"ways": in_parallel(request["ways"], lambda way: try_login(way, request["user"], request["volume"]))}


def try_login(way, user, volume):
    key = os.path.join(GLUSTERD, "geo-replication/secret.pem")
    command = ["ssh", "-oBatchMode=yes", "-oPasswordAuthentication=no", "-oStrictHostKeyChecking=no", "-oUserKnownHostsFile=/dev/null",
               "-oLogLevel=ERROR", "-oIdentitiesOnly=yes", "-oConnectTimeout=%d" % CONNECT_SECONDS, "-i", key, "-p", str(way["port"]),
               "%s@%s" % (user, way["host"]), "gluster --xml --remote-host=localhost volume info %s" % volume]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=LOGIN_SECONDS)
    except subprocess.TimeoutExpired:
        return "no answer within %d s" % LOGIN_SECONDS
    answer = done.stdout.decode("utf-8", "replace")
    if "<name>%s</name>" % volume in answer:
        return None
    said = re.search("<opErrstr>(.+?)</opErrstr>", answer)
    errors = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return said.group(1) if said else (errors[-1][:LOG_WIDTH] if errors else "exit code %d" % done.returncode)


# Unprivileged users (mountbroker).

def volfile_options(text):
    """glusterd's own settings, in the order of the file."""
    words = [line.split(None, 2) for line in text.splitlines() if line.strip().startswith("option ")]
    return [(w[1], w[2].strip()) for w in words if len(w) == 3]


def mountbroker_facts(user):
    text = read_text(VOLFILE)
    options = dict(volfile_options(text))
    root = options.get("mountbroker-root")
    return {"text": text, "root": root, "group": options.get("geo-replication-log-group"),
            "volumes": sorted(filter(None, options.get("mountbroker-geo-replication." + user, "").split(","))),
            "paths": [rights(p) for p in broker_paths() if os.path.exists(p)], "stale": stale_glusterd()}


def broker_paths():
    """The options that Gluster's own tool sets for the group."""
    return [os.path.join(GLUSTERD, "geo-replication"), os.path.join(LOGS, "cli.log")] + [
        os.path.join(LOGS, name) for name in ("geo-replication-secondaries", "geo-replication-slaves")]


def rights(path):
    found = os.stat(path)
    return {"path": path, "mode": found.st_mode & 0o7777, "group": found.st_gid}


def mountbroker(request):
    """Allows this user to mount this volume, with Gluster's own tool; an existing root and group stay."""
    try:
        grp.getgrnam(request["group"])
    except KeyError:
        raise Failure("invalid", "there is no group %s" % request["group"])
    facts = mountbroker_facts(request["user"])
    if facts["root"] is None or facts["group"] is None:
        broker_tool("node-setup", facts["root"] or request["root"], facts["group"] or request["group"])
    if request["volume"] not in facts["volumes"]:
        broker_tool("node-add", request["volume"], request["user"])
    return {"node": {"restarted": refresh_glusterd()}}


def broker_tool(*arguments):
    tool = next((p for p in (os.path.join(d, "peer_mountbroker.py") for d in libexec()) if os.path.exists(p)), None)
    if tool is None:
        raise Failure("invalid", "Gluster's mountbroker tool is not installed here")
    done = subprocess.run(["/usr/bin/python3", tool] + list(arguments), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=GLUSTERD_SECONDS)
    answer = done.stdout.decode("utf-8", "replace").strip()
    # It exits with 0 even when it failed.
    if '"ok": true' not in answer:
        errors = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Failure("io", "mountbroker %s: %s" % (arguments[0], answer or (errors[-1] if errors else "exit code %d" % done.returncode)))


def unmountbroker(request):
    """Undoes exactly what was added. If nothing else has changed, the file is byte for byte as before."""
    user, volume, before = request["user"], request["volume"], request["before"]
    added = {"mountbroker-root": before.get("root") is None, "geo-replication-log-group": before.get("group") is None}
    options = []
    text = read_text(VOLFILE)
    for name, value in volfile_options(text):
        if name == "mountbroker-geo-replication." + user and volume not in before["volumes"]:
            value = ",".join(v for v in value.split(",") if v != volume)
        if value and not added.get(name):
            options.append((name, value))
    if dict(options) != dict(volfile_options(text)):
        whole = before["text"] if dict(options) == dict(volfile_options(before["text"])) else volfile(text, options)
        replace_text(VOLFILE, whole)
    for path in before["paths"] if before.get("group") is None else []:
        with contextlib.suppress(FileNotFoundError):
            subprocess.call(["chgrp", "-R", "-h", str(path["group"]), path["path"]], stderr=subprocess.DEVNULL)
            os.chmod(path["path"], path["mode"])
    if before.get("root") is None and request.get("root"):
        with contextlib.suppress(OSError):
            os.rmdir(request["root"])
    return {"node": {"restarted": refresh_glusterd()}}


def volfile(text, options):
    """The file with exactly these options: other options are removed, changed ones get the new value."""
    left = dict(options)
    lines = []
    for line in text.splitlines():
        name = line.split(None, 2)[1] if line.strip().startswith("option ") and len(line.split(None, 2)) == 3 else None
        if name is None:
            lines.append(line)
        elif name in left:
            lines.append("    option %s %s" % (name, left[name]))
    return "\n".join(lines) + "\n"


def replace_text(path, text):
    mode = os.stat(path).st_mode & 0o7777
    fd, new = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".glusterdr-")
    with os.fdopen(fd, "w") as f:
        f.write(text)
        f.flush()
        os.fsync(f.fileno())
    os.chmod(new, mode)
    os.rename(new, path)


def stale_glusterd():
    """Whether the settings changed after glusterd read them, which it does only at its start."""
    found = glusterd_process()
    return found is not None and found[1] < os.stat(VOLFILE).st_mtime


def glusterd_process():
    uptime = float(read_text("/proc/uptime").split()[0])
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError, IndexError, ValueError):
            arguments = read_text("/proc/%s/cmdline" % pid).split("\0")[:-1]
            if os.path.basename(arguments[0]) == "glusterd":
                ticks = int(read_text("/proc/%s/stat" % pid).rsplit(")", 1)[1].split()[19])
                return int(pid), time.time() - uptime + ticks / os.sysconf("SC_CLK_TCK"), arguments
    return None


def refresh_glusterd():
    """Restarts glusterd if it has not read its current settings, and waits until it answers. Bricks keep running."""
    if not stale_glusterd():
        return False
    if os.path.isdir("/run/systemd/system"):
        if subprocess.call(["systemctl", "restart", "glusterd"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) != 0:
            raise Failure("io", "systemctl restart glusterd failed")
    else:
        pid, _, arguments = glusterd_process()
        os.kill(pid, signal.SIGTERM)
        wait_for(lambda: not os.path.exists("/proc/%d" % pid) or glusterd_process() is None, "glusterd does not end")
        subprocess.call(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: run(["gluster", "--mode=script", "pool", "list"], CONNECT_SECONDS) == 0, "glusterd does not answer after its restart")
    return True


def wait_for(there, otherwise):
    end = time.monotonic() + GLUSTERD_SECONDS
    while not there():
        if time.monotonic() >= end:
            raise Failure("io", "%s within %d s" % (otherwise, GLUSTERD_SECONDS))
        time.sleep(0.2)
