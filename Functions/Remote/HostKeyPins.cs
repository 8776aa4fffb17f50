namespace GlusterDr.Functions.Remote;

/// <summary>
/// The pinned host keys: lines as in OpenSSH's <c>known_hosts</c>, including hashed names and <c>@revoked</c>. Instead of the
/// key a line may contain its fingerprint: <c>gl1.example SHA256:...</c>, or <c>gl1.example ssh-ed25519 SHA256:...</c>.
/// </summary>
internal sealed class HostKeyPins
{
    private readonly List<HostKeyPin> _pins;

    private HostKeyPins(IEnumerable<HostKeyPin> pins) => _pins = [.. pins];

    /// <summary>The types of the pinned keys, which are requested from a host first.</summary>
    public IReadOnlyList<string> Types =>
        [.. _pins.Where(p => !p.Revoked && p.Type is not null).Select(p => p.Type!).Distinct(StringComparer.Ordinal)];

    /// <summary>The pins for one host. A line with the port takes precedence over one without.</summary>
    public static HostKeyPins For(string host, int port, string knownHosts)
    {
        string[] names = [$"[{host}]:{port}", host];
        List<HostKeyPin> all = [.. knownHosts.Split('\n').Select(HostKeyPin.Parse).OfType<HostKeyPin>()];
        IEnumerable<HostKeyPin> revoked = all.Where(p => p.Revoked && names.Any(p.IsFor));
        List<HostKeyPin>? pinned = names.Select(n => all.FindAll(p => !p.Revoked && p.IsFor(n))).FirstOrDefault(f => f.Count > 0);
        return new HostKeyPins([.. revoked, .. pinned ?? []]);
    }

    /// <summary>Checks a key that the host presents.</summary>
    public HostKeyVerdict Evaluate(ReadOnlySpan<byte> key)
    {
        bool trusted = false;
        foreach (HostKeyPin pin in _pins)
        {
            if (pin.IsOf(key))
            {
                if (pin.Revoked)
                {
                    return HostKeyVerdict.Revoked;
                }

                trusted = true;
            }
        }

        return trusted ? HostKeyVerdict.Trusted
            : _pins.Exists(p => !p.Revoked) ? HostKeyVerdict.Changed
            : HostKeyVerdict.Unknown;
    }
}
