using GlusterDr.Sites;

namespace GlusterDr.Policies.Yaml;

/// <summary>Reads the <c>site</c> sections of a policy file.</summary>
/// <param name="directory">The directory for relative file names; null: none.</param>
internal sealed class SiteReader(string? directory)
{
    /// <summary>The site that is protected.</summary>
    public Site ReadPrimary(YamlMapReader policy)
    {
        YamlMapReader section = policy.RequiredSection("site");
        Site site = ReadPlace(section, new SshSettings()) with { Hypervisor = ReadHypervisor(section) };
        section.Finish();
        return site;
    }

    /// <summary>A site that keeps copies. It is reached with the primary's settings unless it has its own.</summary>
    public Site ReadSecondary(YamlMapReader destination, SshSettings inherited)
    {
        YamlMapReader section = destination.RequiredSection("site");
        Site site = ReadPlace(section, inherited);
        section.Finish();
        return site;
    }

    private Site ReadPlace(YamlMapReader section, SshSettings inherited)
    {
        string name = section.RequiredText("name");
        IReadOnlyList<string> hosts = section.Texts("gluster", "glusterHosts", required: true);
        return new() { Name = name, GlusterHosts = hosts, Ssh = ReadSsh(section) ?? inherited };
    }

    private SshSettings? ReadSsh(YamlMapReader site)
    {
        if (site.Section("ssh") is not { } ssh)
        {
            return null;
        }

        SshSettings settings = new()
        {
            ConfigFile = Resolve(ssh.Text("config", "configFile")),
            User = ssh.Text("user"),
            Port = ssh.Integer("port"),
            IdentityFile = Resolve(ssh.Text("identity", "identityFile")),
            KnownHostsFile = Resolve(ssh.Text("known-hosts", "knownHostsFile")),
            Sudo = ssh.Flag("sudo") ?? false,
            ConnectTimeout = ssh.Duration("connect-timeout") ?? new SshSettings().ConnectTimeout,
        };
        ssh.Finish();
        return settings;
    }

    private HypervisorSettings ReadHypervisor(YamlMapReader site)
    {
        YamlMapReader section = site.RequiredSection("hypervisor");
        HypervisorKind kind = section.Choice<HypervisorKind>("kind") ?? HypervisorKind.Libvirt;
        HypervisorSettings hypervisor = kind == HypervisorKind.Ovirt
            ? new() { Kind = kind, Engine = ReadEngine(section) }
            : new() { Kind = kind, Hosts = section.Texts("hosts", required: true) };
        hypervisor = kind == HypervisorKind.Libvirt && section.Text("uri") is { } uri ? hypervisor with { Uri = uri } : hypervisor;
        section.Finish();
        return hypervisor;
    }

    private EngineSettings ReadEngine(YamlMapReader section) => new()
    {
        Url = section.RequiredText("engine", "engine.url"),
        User = section.RequiredText("user", "engine.user"),
        Password = section.RequiredText("password", "engine.password"),
        CaFile = Resolve(section.Text("ca", "engine.caFile")),
        StorageDomain = section.Text("storage-domain", "engine.storageDomain"),
    };

    private string? Resolve(string? file)
    {
        if (file is null || directory is null || file.Contains('\0'))
        {
            return file;
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return file.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(home, file[2..])
            : Path.GetFullPath(file, directory);
    }
}
