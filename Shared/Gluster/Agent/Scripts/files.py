"""Which files a volume contains, and when they last changed.

A write into a shard changes neither the time nor the size of the file it belongs to. Only all pieces together show
whether an image has changed.
"""
import heapq
import stat
import time

GFID_LENGTH = 36


def metadata(request, space):
    """Length, piece layout and times of these files, without reading their content."""
    volume = space.mount(request["volume"], PID_RAW)
    threads = request.get("threads", THREADS)
    files = [metadata_of(volume, path, threads) for path in request["paths"]]
    volume.require_up()
    return {"files": files}


def search(request, space):
    """Files that changed since a time, newest change first."""
    volume = space.mount(request["volume"], PID_RAW)
    found = Search(volume, request["since"], time.monotonic() + request["seconds"]).newest(request["most"])
    volume.require_up()
    return {"files": found.pop("files"), "node": found}


def metadata_of(volume, path, threads):
    fact = {"path": path, "exists": False}
    try:
        image = Image(volume, path)
        fact.update(exists=True, size=image.size, shardSize=image.shard_size, **pieces_facts(pieces(image, threads)))
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, Failure) as e:
        fact["problem"] = reason(e)
    return fact


class Search(object):
    """Walks a volume within a time limit."""

    def __init__(self, volume, since, deadline):
        self.volume, self.since, self.deadline = volume, since, deadline
        self.examined = self.matching = self.not_utf8 = 0
        self.complete = True
        self.shards = {}

    def newest(self, most):
        self.find_shards()
        files = heapq.nlargest(most, self.changed_files(), key=lambda f: f["changed"])
        return {"files": files, "examined": self.examined, "matching": self.matching, "notUtf8": self.not_utf8, "complete": self.complete}

    def find_shards(self):
        """When each file's shards last changed, by its gfid."""
        folder = os.path.join(self.volume.root, ".shard")
        with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
            for entry in entries:
                if self.is_over():
                    return
                gfid, _, number = entry.name.partition(".")
                if number.isdigit() and len(gfid) == GFID_LENGTH:
                    with contextlib.suppress(OSError):
                        self.shards[gfid] = max(self.shards.get(gfid, 0), changed_at(entry.stat(follow_symlinks=False)))

    def changed_files(self):
        for folder, folders, names, fd in os.fwalk(self.volume.root, follow_symlinks=False):
            inside = os.path.relpath(folder, self.volume.root)
            if inside == ".":
                folders[:] = [f for f in folders if f not in GLUSTERS_OWN]
            # A lease is rewritten every few minutes even while nothing is replicated, so it does not count as content.
            folders[:] = [f for f in folders if os.path.join(inside, f) != LEASES]
            for name in names:
                if self.is_over():
                    return
                with contextlib.suppress(OSError):
                    fact = self.describe(fd, name, name if inside == "." else os.path.join(inside, name))
                    if fact and fact["changed"] >= self.since * 1000:
                        self.matching += 1
                        yield fact

    def describe(self, fd, name, path):
        found = os.stat(name, dir_fd=fd, follow_symlinks=False)
        # Link files that dht leaves where a file has moved are skipped.
        if not stat.S_ISREG(found.st_mode) or stat.S_IMODE(found.st_mode) == stat.S_ISVTX:
            return None
        self.examined += 1
        try:
            path.encode("utf-8")
        except UnicodeEncodeError:
            self.not_utf8 += 1
            return None
        fact = {"path": path, "exists": True, "size": found.st_size, "changed": changed_at(found)}
        here = "/proc/self/fd/%d/%s" % (fd, name)
        size = attribute(here, "trusted.glusterfs.shard.file-size")
        if size:
            fact["size"] = struct.unpack(">Q", size[:8])[0]
            if self.shards:
                gfid = attribute(here, "glusterfs.gfid.string").decode().strip("\0")
                fact["changed"] = max(fact["changed"], self.shards.get(gfid, 0))
        return fact

    def is_over(self):
        self.complete = self.complete and time.monotonic() < self.deadline
        return not self.complete


def changed_at(found):
    """In milliseconds. A program may set mtime to an old time, so ctime counts too."""
    return max(found.st_mtime_ns, found.st_ctime_ns) // 1000000
