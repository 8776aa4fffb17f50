"""The content of a snapshot inside a qcow2 image, which does not change while the rest of the image does.

While the snapshot exists, QEMU does not overwrite its clusters: a guest write gets a new cluster and a new L2 table.
The format is described in QEMU's docs/interop/qcow2.rst.
"""
import array
import bisect
import functools
import hashlib
import struct
import sys

MAGIC = b"QFI\xfb"
EXTERNAL_DATA, EXTENDED_L2 = 1 << 2, 1 << 4
OFFSET = 0x00fffffffffffe00
COMPRESSED = 1 << 62
COPIED = 1 << 63  # how the active image shares a cluster; may change with it
MOST_SNAPSHOTS, MOST_CLUSTER_BITS, MOST_L1, MOST_EXTRA = 65536, 21, 4 << 20, 1024


class Snapshot(object):
    """The snapshot's clusters, including memory, as one piece in the order of its tables. Its shape contains the mapping."""

    def __init__(self, image, name):
        self.image = image
        header = self.bytes_at(0, 112)
        if header[:4] != MAGIC:
            raise Failure("invalid", "not a qcow2 image")
        version, = struct.unpack_from(">I", header, 4)
        bits, = struct.unpack_from(">I", header, 20)
        count, table = struct.unpack_from(">IQ", header, 60)
        features = struct.unpack_from(">Q", header, 72)[0] if version >= 3 else 0
        if features & EXTERNAL_DATA:
            raise Failure("invalid", "its data is in another file")
        if not 9 <= bits <= MOST_CLUSTER_BITS or count > MOST_SNAPSHOTS:
            raise Failure("invalid", "the qcow2 header makes no sense")
        self.bits, self.cluster = bits, 1 << bits
        self.entry = 16 if features & EXTENDED_L2 else 8
        found, self.l1 = self.find(table, count, name.encode())
        below, below_size = struct.unpack_from(">QI", header, 8)
        if below_size > 1023:
            raise Failure("invalid", "the qcow2 header makes no sense")
        self.identity = found + struct.pack(">IIQ", version, bits, features & EXTENDED_L2) + self.bytes_at(below, below_size)
        ends = [0]
        for number in range(len(self.l1)):
            ends.append(ends[-1] + len(self.l2(number)[1]))
        self.ends = ends
        self.size = ends[-1] << bits

    def find(self, table, count, name):
        at = table
        for _ in range(count):
            head = self.bytes_at(at, 40)
            l1_offset, l1_size, id_size, name_size = struct.unpack_from(">QIHH", head, 0)
            extra, = struct.unpack_from(">I", head, 36)
            if extra > MOST_EXTRA:
                raise Failure("invalid", "the table of snapshots makes no sense")
            length = 40 + extra + id_size + name_size
            whole = self.bytes_at(at, length)
            if whole[40 + extra + id_size:] == name:
                if l1_size > MOST_L1:
                    raise Failure("invalid", "the snapshot's table makes no sense")
                return whole, struct.unpack(">%dQ" % l1_size, self.bytes_at(l1_offset, l1_size * 8))
            at += (length + 7) & ~7
        raise Failure("invalid", "it does not hold the snapshot %s" % name.decode(errors="replace"))

    @functools.lru_cache(maxsize=32)
    def l2(self, number):
        """The entries of an L2 table without the bits that may change, and where its clusters begin."""
        offset = self.l1[number] & OFFSET
        if not offset:
            return b"", array.array("Q")
        words = array.array("Q", self.bytes_at(offset, self.cluster))
        if sys.byteorder == "little":
            words.byteswap()
        step = self.entry // 8
        clusters = array.array("Q", (e for e in words[::step] if e & (OFFSET | COMPRESSED)))
        return array.array("Q", (w & ~COPIED if i % step == 0 else w for i, w in enumerate(words))).tobytes(), clusters

    def shape(self):
        digest = hashlib.sha256(self.identity)
        for number, entry in enumerate(self.l1):
            digest.update(struct.pack(">Q", entry & OFFSET) + self.l2(number)[0])
        return digest.hexdigest()

    def read(self, offset, length):
        """Bytes of the snapshot's clusters, one after the other."""
        end, parts = min(offset + length, self.size), []
        while offset < end:
            index, at = divmod(offset, self.cluster)
            number = bisect.bisect_right(self.ends, index) - 1
            want = min(end - offset, self.cluster - at)
            parts.append(self.read_cluster(self.l2(number)[1][index - self.ends[number]], at, want))
            offset += want
        return b"".join(parts)

    def read_cluster(self, entry, at, length):
        if not entry & COMPRESSED:
            return self.bytes_at((entry & OFFSET) + at, length)
        shift = 62 - (self.bits - 8)
        begin = entry & ((1 << shift) - 1)
        sectors = ((entry & ~(COMPRESSED | COPIED)) >> shift) + 1
        data = self.image.read(begin, sectors * 512 - (begin & 511))
        return data.ljust(self.cluster, b"\0")[at:at + length]

    def bytes_at(self, offset, length):
        """Missing bytes read as zeros, so that a copy that is too short shows as different instead of failing."""
        return self.image.read(offset, length).ljust(length, b"\0")
