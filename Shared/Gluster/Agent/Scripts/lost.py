"""Which files changed in changelogs that no crawl will ever read, on the bricks' own host.

A changelog names files by gfid. A brick has a link for each gfid, and an attribute on it names the file's folder.
"""
import os
import re
import stat

ROOT_GFID = "00000000-0000-0000-0000-000000000001"
GFID = re.compile(rb"(?:^|\0)[DEM]([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")
SHARD = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.\d+\Z")
MOST_CHANGELOGS = 500
MOST_GFIDS = 20000
MOST_BYTES = 64 << 20
DEEPEST = 256


def lost(request):
    facts = []
    for path in request["paths"]:
        fact = {"path": path, "changelogs": 0, "files": [], "gone": 0, "complete": True}
        facts.append(fact)
        try:
            names = unlisted_changelogs(path, request["since"])
            fact["changelogs"] = len(names)
            if names:
                fact.update(lost_on(Brick(path), names))
        except OSError as e:
            fact["problem"] = reason(e)
    return {"bricks": facts}


def lost_on(brick, names):
    gfids, complete = gfids_in([brick.changelog(name) for name in names])
    found, gone = set(), 0
    for gfid in gfids:
        try:
            path = brick.file_of(gfid)
        except (OSError, UnicodeEncodeError):
            gone += 1
            continue
        if path:
            found.add(path)
    return {"files": sorted(found), "gone": gone, "complete": complete, "first": int(names[0][10:]), "last": int(names[-1][10:])}


def gfids_in(changelogs):
    gfids, read = set(), 0
    for path in changelogs[-MOST_CHANGELOGS:]:
        size = os.stat(path).st_size
        if read + size > MOST_BYTES or len(gfids) > MOST_GFIDS:
            return gfids, False
        read += size
        with open(path, "rb") as f:
            # The first line names the version.
            gfids.update(g.decode() for g in GFID.findall(f.read().partition(b"\n")[2]))
    return gfids, len(changelogs) <= MOST_CHANGELOGS


class Brick(object):
    def __init__(self, path):
        self.path = path
        self.folders = {ROOT_GFID: ""}

    def changelog(self, name):
        day = time.strftime("%Y/%m/%d", time.gmtime(int(name[10:])))
        inside = os.path.join(self.path, CHANGELOGS, day, name)
        return inside if os.path.exists(inside) else os.path.join(self.path, CHANGELOGS, name)

    def link(self, gfid):
        return os.path.join(self.path, ".glusterfs", gfid[:2], gfid[2:4], gfid)

    def file_of(self, gfid):
        """The path of this regular file, or of the file that this is a shard of; None: it is neither."""
        parent, name = self.place(gfid)
        shard = SHARD.match(name)
        if shard and self.folder(parent) == ".shard":
            return self.file_of(shard.group(1))
        if not stat.S_ISREG(os.lstat(self.link(gfid)).st_mode):
            return None
        path = os.path.join(self.folder(parent), name)
        path.encode("utf-8")
        return None if path.split("/")[0] in GLUSTERS_OWN else path

    def place(self, gfid):
        """The gfid of its folder, and its name."""
        link = self.link(gfid)
        if os.path.islink(link):
            parent, name = os.readlink(link).rsplit("/", 2)[-2:]
            return parent, name
        for key in os.listxattr(link, follow_symlinks=False):
            if key.startswith("trusted.gfid2path."):
                parent, _, name = os.fsdecode(os.getxattr(link, key, follow_symlinks=False)).partition("/")
                return parent, name
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), link)

    def folder(self, gfid, depth=0):
        if gfid not in self.folders:
            if depth > DEEPEST:
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), gfid)
            parent, name = self.place(gfid)
            self.folders[gfid] = os.path.join(self.folder(parent, depth + 1), name)
        return self.folders[gfid]
