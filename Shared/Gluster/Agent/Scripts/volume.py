"""A mounted volume, and the files on it, piece by piece.

Client pid -1 is gsyncd's own: it may write where features.read-only is on, and it sees shards as the files they are.
That is wanted for two reasons. Through the shard translator, reading a hole creates an empty shard, which at the
secondary gets another gfid than the primary's will have; and an unlink there leaves the shards to a background job that
dies with the mount. But changes made under that pid are not recorded by the changelog, so what must be recorded goes
through -4, the pid of a trusted mount.
"""
import contextlib
import errno
import os
import stat
import struct
import time

PID_RAW = -1
PID_TRUSTED = -4


def require_id(name, wanted):
    """Checks the volume's UUID, because a re-created volume, or one of another pool, may have the same name. glusterd stores the UUID next to
    the volfile that the mount uses."""
    path = os.path.join(GLUSTERD, "vols", name, "info")  # noqa: F821
    try:
        found = [line[len("volume-id="):] for line in read_text(path).splitlines() if line.startswith("volume-id=")]
    except OSError as e:
        raise Failure("identity-unknown", "the UUID of the volume %s cannot be read from %s: %s" % (name, path, e.strerror))
    if [f.lower() for f in found] != [wanted.lower()]:
        raise Failure("other-volume", "the volume %s is %s, not %s as it was when the run began" % (name, ", ".join(found) or "without UUID", wanted))


class Volume(object):
    """A mounted volume. No path leads out of it, not even through a symbolic link."""

    def __init__(self, root, name, log):
        self.root, self.name, self.log = root, name, log
        self.require_up(wait=5)

    def require_up(self, wait=0):
        """A distributed volume reports ENOENT for the files of a subvolume that is down, so no answer is trusted then."""
        end = time.time() + wait
        while True:
            down = self.down("top")
            if not down:
                return
            if time.time() >= end:
                raise Failure("mount", "not available in %s: %s" % (self.name, ", ".join(sorted(down))), tail(self.log))
            time.sleep(0.2)

    def down(self, translator):
        path = os.path.join(self.root, ".meta/graphs/active", translator)
        try:
            kind = read_text(os.path.join(path, "type")).strip()
            if kind in ("protocol/client", "cluster/replicate", "cluster/disperse"):
                facts = dict(line.split(" = ", 1) for line in read_text(os.path.join(path, "private")).splitlines() if " = " in line)
                up = facts.get("connected" if kind == "protocol/client" else "up", "0").strip() == "1"
                return set() if up else {translator}
            down = set()
            for child in os.listdir(os.path.join(path, "subvolumes")):
                down |= self.down(os.path.basename(os.readlink(os.path.join(path, "subvolumes", child))))
            return down
        except OSError as e:
            return {"%s (%s)" % (translator, e.strerror)}

    @contextlib.contextmanager
    def parent(self, path, create=False):
        """The open directory of a path, as a path through /proc, and the last part."""
        parts = path.split("/")
        if not path or "\0" in path or any(p in ("", ".", "..") for p in parts):
            raise Failure("invalid", "not a path within a volume: %r" % path)
        fd = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for part in parts[:-1]:
                if create:
                    with contextlib.suppress(FileExistsError):
                        os.mkdir(part, 0o755, dir_fd=fd)
                inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=fd)
                os.close(fd)
                fd = inner
            yield fd, "/proc/self/fd/%d/%s" % (fd, parts[-1])
        finally:
            os.close(fd)


class Image(object):
    """A file and its pieces, on a mount with PID_RAW: the base and, if it is sharded, its shards."""

    def __init__(self, volume, path):
        self.volume, self.path = volume, path
        with volume.parent(path) as (_, name):
            found = os.lstat(name)
            if not stat.S_ISREG(found.st_mode):
                raise Failure("invalid", "not a regular file: %s" % path)
            self.base_size = found.st_size
            self.size = found.st_size
            self.allocated = found.st_blocks * 512
            self.shard_size = 0
            shard_size = attribute(name, "trusted.glusterfs.shard.block-size")
            if shard_size:
                self.shard_size = struct.unpack(">Q", shard_size[:8])[0]
                self.size = struct.unpack(">Q", attribute(name, "trusted.glusterfs.shard.file-size")[:8])[0]
                self.gfid = attribute(name, "glusterfs.gfid.string").decode().strip("\0")

    def shard_count(self):
        return max(0, (self.size - 1) // self.shard_size) if self.shard_size else 0

    def shard(self, number):
        return ".shard/%s.%d" % (self.gfid, number)

    def piece(self, number):
        return self.path if number == 0 else self.shard(number)

    def extent(self, number):
        """Where a piece begins, and its length; 0 after the end."""
        start = number * self.shard_size
        return start, max(0, min(self.shard_size or self.size, self.size - start)) if number <= self.shard_count() else 0

    def read(self, offset, length):
        """The bytes of a range; holes and missing pieces read as zeros, as they do for a guest."""
        length = max(0, min(length, self.size - offset))
        parts = []
        while length > 0:
            number, at = divmod(offset, self.shard_size) if self.shard_size else (0, offset)
            want = min(length, self.shard_size - at) if self.shard_size else length
            data = self.read_piece(number, at, want)
            parts.append(data + bytes(want - len(data)))
            offset, length = offset + want, length - want
        return b"".join(parts)

    def read_piece(self, number, at, length):
        try:
            with self.volume.parent(self.piece(number)) as (_, name):
                fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW)
        except FileNotFoundError:
            if number == 0:
                raise
            return b""
        try:
            data = b""
            while len(data) < length:
                more = os.pread(fd, length - len(data), at + len(data))
                if not more:
                    break
                data += more
            return data
        finally:
            os.close(fd)


def attribute(name, key):
    try:
        return os.getxattr(name, key, follow_symlinks=False)
    except OSError as e:
        if e.errno in (errno.ENODATA, errno.EOPNOTSUPP):
            return None
        raise
