"""Operations on a volume."""
import base64
import concurrent.futures
import contextlib
import hashlib
import itertools
import os
import threading
import time

CHUNK = 4 << 20
SAMPLE = 64 << 10
THREADS = 4
BATCH = 256
SMALL = 64 << 10
GLUSTERS_OWN = (".trashcan", ".shard", ".glusterfs")
OURS = ".glusterdr"


def probe(request, space):
    volume = space.mount(request["volume"], PID_RAW)
    threads = request.get("threads", THREADS)
    pace = Pace(request.get("bandwidth", 0))
    images, facts = {}, []
    for index, wanted in enumerate(request["files"]):
        fact = {"path": wanted["path"], "exists": False}
        facts.append(fact)
        try:
            images[index] = Image(volume, wanted["path"])
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, Failure) as e:
            fact["problem"] = reason(e)
            continue
        fact.update(exists=True, size=images[index].size, shardSize=images[index].shard_size)
    for index, image in images.items():
        fact, wanted = facts[index], request["files"][index]
        if wanted.get("snapshot") and image.size:
            guarded(fact, lambda: inside(image, fact, wanted, threads, pace))
        else:
            guarded(fact, lambda: shape(image, fact, wanted, threads, pace))
            guarded(fact, lambda: digest(image, fact, wanted, threads, pace))
            if wanted.get("watch"):
                guarded(fact, lambda: watch(image, fact, threads))
    volume.require_up()
    return {"files": facts}


class Pace(object):
    """Limits the bytes a second over all threads; 0: no limit."""

    def __init__(self, rate):
        self.rate, self.free, self.lock = rate, time.monotonic(), threading.Lock()

    def wait(self, length):
        if self.rate:
            with self.lock:
                turn = max(self.free, time.monotonic())
                self.free = turn + length / self.rate
            time.sleep(max(0, turn - time.monotonic()))


def shape(image, fact, wanted, threads, pace):
    """The allocated size and length of each piece. Missing pieces show without reading any."""
    found = pieces(image, threads)
    fact.update(pieces_facts(found))
    if not image.shard_size:
        del fact["shape"]
    if wanted.get("pieces") is not None:
        # Stamps are read first: a piece that changes while it is read has another stamp the next time.
        fact["stamps"] = packed(piece_stamp(p) for p in found)
        fact["digests"] = packed(piece_digests(image, wanted["pieces"], {p[0] for p in found if not p[1]}, threads, pace))


def pieces(image, threads):
    """Number, length, allocated bytes, times and inode of each piece; 0 for a missing piece."""
    def look(number):
        try:
            with image.volume.parent(image.piece(number)) as (_, name):
                found = os.lstat(name)
            return number, found.st_size, found.st_blocks * 512, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
        except FileNotFoundError:
            return number, 0, 0, 0, 0, 0

    return parallel(threads, look, range(0, image.shard_count() + 1))


def pieces_facts(found):
    """A shape that is equal at both sites, and a stamp that stays equal at one site while nothing changes."""
    shape = "".join("%d %d\n" % p[:2] for p in found if p[1] > 0)
    stamp = "".join("%d %d %d %d\n" % (p[:2] + p[3:5]) for p in found)
    return {"allocated": sum(p[2] for p in found), "shape": hashlib.sha256(shape.encode()).hexdigest(),
            "stamp": hashlib.sha256(stamp.encode()).hexdigest(), "changed": max(max(p[3:5]) for p in found) // 1000000,
            # Of the times only this one tells of content: a new owner and a heal move the other.
            "written": max(p[3] for p in found) // 1000000}


def packed(parts):
    return base64.b64encode(b"".join(parts)).decode()


def piece_stamp(found):
    """A stamp that stays equal while nobody changes the piece. The inode number comes from the gfid, so another file has another."""
    return hashlib.sha256(("%d %d %d %d" % (found[1:2] + found[3:6])).encode()).digest()[:8]


def piece_digests(image, ranges, holes, threads, pace):
    """For each piece of these ranges, the digest of its chunk digests, cut to 16 bytes. Holes are not read."""
    numbers = [n for r in ranges for n in range(r["first"], r["first"] + r["count"])]
    zeros = {}

    def chunk(offset, length, hole):
        if not hole:
            pace.wait(length)
            return hashlib.sha256(image.read(offset, length)).digest()
        if length not in zeros:
            zeros[length] = hashlib.sha256(bytes(length)).digest()
        return zeros[length]

    def chunks(number):
        start, length = image.extent(number)
        return [(at, min(CHUNK, start + length - at), number in holes) for at in range(start, start + length, CHUNK)]

    found = iter(parallel(threads, lambda c: chunk(*c), (c for n in numbers for c in chunks(n))))
    return [hashlib.sha256(b"".join(itertools.islice(found, len(chunks(n))))).digest()[:16] for n in numbers]


def watch(image, fact, threads):
    """Whether the file stayed unchanged while it was read."""
    fact["moved"] = pieces_facts(pieces(image, threads))["stamp"] != fact["stamp"]


def inside(image, fact, wanted, threads, pace):
    """A snapshot within the image is read instead of the file, because the rest of the image may change."""
    snapshot = Snapshot(image, wanted["snapshot"])
    fact.update(size=snapshot.size, allocated=snapshot.size, shape=snapshot.shape())
    digest(snapshot, fact, wanted, threads, pace)


def digest(content, fact, wanted, threads, pace):
    """The digest of the digests of the ranges, in order."""
    if wanted.get("whole"):
        ranges = ((at, CHUNK) for at in range(0, content.size, CHUNK))
    elif wanted.get("offsets"):
        ranges = ((at, SAMPLE) for at in wanted["offsets"])
    else:
        return

    def one(offset, length):
        pace.wait(min(length, max(0, content.size - offset)))
        return hashlib.sha256(content.read(offset, length)).digest()

    found = parallel(threads, lambda r: one(*r), ranges)
    fact["digest"] = hashlib.sha256(b"".join(found)).hexdigest()


def guarded(fact, work):
    if "problem" not in fact:
        try:
            work()
        except (OSError, Failure) as e:
            fact["problem"] = reason(e)


def marker(request, space):
    # Changelogs have times in whole seconds: the touch must happen in the returned second or later.
    second = int(time.time()) + 1
    volume = space.mount(request["volume"], PID_TRUSTED)
    while time.time() < second + 0.05:
        time.sleep(0.05)
    os.utime(volume.root)
    volume.require_up()
    return {"time": second}


def delete(request, space):
    volume = space.mount(request["volume"], PID_RAW)
    threads = request.get("threads", THREADS)
    outcomes = []
    for path in request["paths"]:
        outcome = {"path": path, "deleted": False}
        outcomes.append(outcome)
        try:
            outcome["deleted"] = delete_one(volume, path, threads)
        except (OSError, Failure) as e:
            outcome["problem"] = reason(e)
    volume.require_up()
    return {"files": outcomes}


def delete_one(volume, path, threads):
    """Deletes shards first: after an interruption the base still exists, and with it the names of the shards."""
    def unlink(shard):
        with contextlib.suppress(FileNotFoundError):
            with volume.parent(shard) as (fd, name):
                os.unlink(os.path.basename(name), dir_fd=fd)

    try:
        image = Image(volume, path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    parallel(threads, unlink, (image.shard(n) for n in range(1, image.shard_count() + 1)))
    with volume.parent(path) as (fd, name):
        os.unlink(os.path.basename(name), dir_fd=fd)
    return True


def trigger(request, space):
    raw = space.mount(request["volume"], PID_RAW)
    recorded = space.mount(request["volume"], PID_TRUSTED, "--aux-gfid-mount")
    outcomes = []
    for path in request["paths"]:
        outcome = {"path": path, "triggered": 0}
        outcomes.append(outcome)
        try:
            outcome["triggered"] = trigger_one(raw, recorded, path, request.get("threads", THREADS))
        except (OSError, Failure) as e:
            outcome["problem"] = reason(e)
    recorded.require_up()
    return {"files": outcomes}


def trigger_one(raw, recorded, path, threads):
    def one(number):
        try:
            with raw.parent(image.piece(number)) as (_, name):
                gfid = attribute(name, "glusterfs.gfid.string").decode().strip("\0")
        except FileNotFoundError:
            return 0
        os.setxattr("%s/.gfid/%s" % (recorded.root, gfid), "glusterfs.geo-rep.trigger-sync", b"1")
        return 1

    image = Image(raw, path)
    return sum(parallel(threads, one, range(0, image.shard_count() + 1)))


def distrust(request, space):
    """Sets back the times of stale pieces. rsync skips a piece with equal length and modification second, so a stale one
    might otherwise never be copied."""
    volume = space.mount(request["volume"], PID_RAW)
    outcomes = []
    for path in request["paths"]:
        outcome = {"path": path, "triggered": 0}
        outcomes.append(outcome)
        try:
            outcome["triggered"] = distrust_one(volume, path, request.get("threads", THREADS))
        except FileNotFoundError:
            continue
        except (OSError, Failure) as e:
            outcome["problem"] = reason(e)
    volume.require_up()
    return {"files": outcomes}


def distrust_one(volume, path, threads):
    def one(number):
        try:
            with volume.parent(image.piece(number)) as (_, name):
                os.utime(name, (0, 0), follow_symlinks=False)
            return 1
        except FileNotFoundError:
            return 0

    image = Image(volume, path)
    return sum(parallel(threads, one, range(0, image.shard_count() + 1)))


def write(request, space):
    volume = space.mount(request["volume"], PID_TRUSTED)
    for wanted in request["files"]:
        with volume.parent(wanted["path"], create=True) as (fd, name):
            last = os.path.basename(name)
            temporary = ".%s.glusterdr" % last
            out = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644, dir_fd=fd)
            try:
                with os.fdopen(out, "wb") as f:
                    f.write(wanted["content"].encode())
                    f.flush()
                    os.fsync(f.fileno())
                os.rename(temporary, last, src_dir_fd=fd, dst_dir_fd=fd)
            except OSError:
                with contextlib.suppress(OSError):
                    os.unlink(temporary, dir_fd=fd)
                raise
            os.fsync(fd)
    return {}


def amend(request, space):
    """Replaces a line in small files by one that is not longer, even on a read-only volume. A file that already has the new line
    stays unchanged, and a missing file is no problem."""
    volume = space.mount(request["volume"], PID_RAW)
    outcomes = []
    for wanted in request["files"]:
        outcome = {"path": wanted["path"], "amended": False}
        outcomes.append(outcome)
        try:
            outcome["amended"] = amend_one(volume, wanted)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, Failure) as e:
            outcome["problem"] = reason(e)
    volume.require_up()
    return {"files": outcomes}


def amend_one(volume, wanted):
    with volume.parent(wanted["path"]) as (fd, name):
        file = os.open(os.path.basename(name), os.O_RDWR | os.O_NOFOLLOW, dir_fd=fd)
        with os.fdopen(file, "r+b") as f:
            text = f.read(SMALL + 1)
            if len(text) > SMALL:
                raise Failure("invalid", "larger than %d bytes" % SMALL)
            old, new = wanted["line"].encode(), wanted["by"].encode()
            lines = text.split(b"\n")
            if old not in lines:
                return False
            # One write of the same length: under this mount's client pid the shard translator would not learn of another length,
            # and a killed process leaves no partial tail. vdsm stops at the EOF line and strips the padding.
            amended = b"\n".join(new if line == old else line for line in lines)
            if len(amended) > len(text):
                raise Failure("invalid", "it would grow")
            os.pwrite(f.fileno(), amended.ljust(len(text), b"\0"), 0)
            os.fsync(f.fileno())
            return True


def statfs(request, space):
    root = space.mount(request["volume"], PID_RAW).root
    found = os.statvfs(root)
    with os.scandir(root) as entries:
        # A released lease does not count as content.
        empty = all(entry.name.startswith(GLUSTERS_OWN) or entry.name == OURS for entry in entries)
    return {"totalBytes": found.f_blocks * found.f_frsize, "freeBytes": found.f_bavail * found.f_frsize, "empty": empty}


def parallel(threads, work, items):
    """The results in order; the first failure ends it. Works in batches, because a large image has 250,000 chunks."""
    items, results = iter(items), []
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        for batch in iter(lambda: list(itertools.islice(items, BATCH)), []):
            results.extend(pool.map(work, batch))
    return results
