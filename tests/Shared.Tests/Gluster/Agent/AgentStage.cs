using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GlusterDr.Conformance;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Content;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Gluster.Agent;

/// <summary>
/// Runs the agent's real script with python3 on plain directories: a directory replaces the mount, and a file NAME.attr
/// contains the extended attributes that Gluster would show.
/// </summary>
public abstract class AgentStage : IDisposable
{
    protected const int Shard = 4 << 20;
    private const string Gfid = "f2ef77fc-0190-40d5-ac72-0e1629c667eb";

    private const string Stage = """
        class Plain(Volume):
            def __init__(self, root):
                self.root, self.name, self.log = root, "v", ""

            def require_up(self, wait=0):
                pass

        class Space(object):
            def mount(self, *_):
                return Plain(ROOT)

        def attribute(name, key):
            try:
                return bytes.fromhex(json.loads(read_text(os.path.realpath(name) + ".attr"))[key])
            except FileNotFoundError:
                return None

        GLUSTERD, LOGS, VOLFILE = (os.path.join(ROOT, name) for name in ("glusterd", "log", "glusterd.vol"))

        def identified(request, space):
            return on_volume(probe, request, space)

        def stale_glusterd():
            return False

        def authorized_keys(user, entry):
            return os.path.join(ROOT, user, ".ssh/authorized_keys")

        def owner(user):
            if user == "nobody-at-all":
                raise Failure("invalid", "there is no user %s" % user)
            return pwd.getpwuid(os.getuid())

        # Gluster's own attributes need root, and a filesystem that has them: they are kept beside the file.
        def attributes(path):
            return json.loads(read_text(path + ".attr")) if os.path.exists(path + ".attr") else {}

        os.listxattr = lambda path, follow_symlinks=True: list(attributes(path))
        os.getxattr = lambda path, key, follow_symlinks=True: bytes.fromhex(attributes(path)[key])

        # A probe whose sleeps take no time: how long it would have slept, in all.
        def paced(request, space):
            slept = [0.0]

            def sleep(seconds):
                slept[0] += seconds

            time.monotonic, time.sleep = lambda: slept[0], sleep
            probe(request, space)
            return {"slept": slept[0]}

        def last_rollover(index):
            return int(read_text(index).split(":")[0])

        """;

    private static readonly string[] s_mounted =
        ["probe", "paced", "metadata", "search", "marker", "delete", "trigger", "distrust", "write", "amend", "statfs", "lease", "identified"];

    private readonly DirectoryInfo _root;

    /// <param name="programs">Programs that the tests need besides python3.</param>
    protected AgentStage(params string[] programs)
    {
        Programs.SkipUnlessInstalled(["python3", .. programs]);
        _root = Directory.CreateTempSubdirectory("gdr-agent-");
    }

    protected string Root => _root.FullName;

    public void Dispose()
    {
        _root.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected async Task<FileFacts[]> ProbeAsync(params FileProbe[] files) =>
        (await RunAsync("probe", new { volume = "v", files })).GetProperty("files").Deserialize<FileFacts[]>(DrJson.Options)!;

    protected async Task<JsonElement> RunAsync(string operation, object request)
    {
        RemoteResult result = await AskAsync(operation, request);
        result.ExitCode.ShouldBe(0, result.StandardError);
        return JsonDocument.Parse(result.StandardOutput).RootElement;
    }

    /// <summary>Runs an operation that must fail. Returns its error.</summary>
    protected async Task<string> FailAsync(string operation, object request)
    {
        RemoteResult result = await AskAsync(operation, request);
        result.ExitCode.ShouldNotBe(0, result.StandardOutput);
        return result.StandardError;
    }

    private async Task<RemoteResult> AskAsync(string operation, object request)
    {
        string script = VolumeAgentScript.Command(new { }, TimeSpan.FromMinutes(1)).StandardInput;
        string parts = script[..script.LastIndexOf("\nmain(", StringComparison.Ordinal)];
        string space = s_mounted.Contains(operation) ? ", Space()" : "";
        string call = $"print(json.dumps({operation}(json.loads({Literal(JsonSerializer.Serialize(request, DrJson.Options))}){space})))";
        RemoteCommand command = new(["python3", "-"], TimeSpan.FromMinutes(1))
        {
            StandardInput = $"{parts}\nROOT = {Literal(Root)}\n{Stage}\n{call}\n",
        };
        return await new LocalRunner().RunAsync(new RemoteHost("here", new SshSettings()), command);
    }

    private static string Literal(string text) => JsonSerializer.Serialize(text);

    protected static byte[] Content(int length)
    {
        byte[] content = new byte[length];
        new Random(7).NextBytes(content);
        return content;
    }

    protected static string DigestOf(IEnumerable<byte[]> ranges) =>
        Convert.ToHexStringLower(SHA256.HashData([.. ranges.SelectMany(r => SHA256.HashData(r))]));

    protected string WriteSharded(string name, byte[] content)
    {
        string gfid = name + Gfid[name.Length..];
        byte[][] pieces = [.. content.Chunk(Shard)];
        Write(name, pieces[0]);
        for (int i = 1; i < pieces.Length; i++)
        {
            Write($".shard/{gfid}.{i}", pieces[i]);
        }

        Dictionary<string, string> attributes = new()
        {
            ["trusted.glusterfs.shard.block-size"] = $"{Shard:x16}",
            ["trusted.glusterfs.shard.file-size"] = $"{content.Length:x16}{0:x16}{content.Length / 512:x16}{0:x16}",
            ["glusterfs.gfid.string"] = Convert.ToHexString(Encoding.ASCII.GetBytes(gfid)),
        };
        File.WriteAllText(InRoot($"{name}.attr"), JsonSerializer.Serialize(attributes));
        return gfid;
    }

    /// <summary>The attributes of a file or directory, as text or as bytes.</summary>
    protected void WriteAttributes(string path, params (string Name, byte[] Value)[] attributes) => File.WriteAllText(
        InRoot($"{path}.attr"), JsonSerializer.Serialize(attributes.ToDictionary(a => a.Name, a => Convert.ToHexString(a.Value))));

    protected string ShardPath(string gfid, int number) => InRoot($".shard/{gfid}.{number}");

    protected void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    protected void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(InRoot(path))!);
        File.WriteAllBytes(InRoot(path), content);
    }

    protected string InRoot(string path) => Path.Combine(Root, path);
}
