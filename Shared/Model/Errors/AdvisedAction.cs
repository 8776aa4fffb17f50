namespace GlusterDr.Errors;

/// <summary>
/// Something that the reader of an error can do with GlusterDr, as a code with arguments. Each front end shows its own form of it: the
/// command line a command, the API a call.
/// </summary>
/// <param name="Code">One of <see cref="AdviceCodes"/>, or one of a newer version.</param>
/// <param name="Arguments">The arguments that the code documents, by name. A switch is <c>true</c> or left out.</param>
public sealed record AdvisedAction(string Code, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>The name of the argument that names a session, as in <c>p1/gv1/s1::gv2</c>.</summary>
    public const string Session = "session";

    /// <summary>The name of the argument that names a run.</summary>
    public const string Run = "run";

    /// <summary>The name of the argument that names an operation.</summary>
    public const string Operation = "operation";

    /// <summary>The name of the switch that does what is refused otherwise.</summary>
    public const string Force = "force";

    /// <summary>An action; arguments without a value are left out.</summary>
    public static AdvisedAction Of(string code, params ReadOnlySpan<(string Name, string? Value)> arguments)
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        foreach ((string name, string? value) in arguments)
        {
            if (value is not null)
            {
                given[name] = value;
            }
        }

        return new(code, given);
    }

    /// <summary>An action on a session.</summary>
    /// <param name="code">The code.</param>
    /// <param name="session">The session, as in <c>p1/gv1/s1::gv2</c>.</param>
    /// <param name="switches">The switches that are set, such as <see cref="Force"/>.</param>
    public static AdvisedAction OnSession(string code, object session, params ReadOnlySpan<string> switches)
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal) { [Session] = $"{session}" };
        foreach (string one in switches)
        {
            given[one] = "true";
        }

        return new(code, given);
    }

    /// <summary>Starts a run of a policy.</summary>
    public static AdvisedAction StartRun(string policy) => Of(AdviceCodes.StartRun, ("policy", policy));

    /// <summary>Whether a switch is set.</summary>
    public bool Has(string name) => Arguments.GetValueOrDefault(name) == "true";

    /// <inheritdoc/>
    public bool Equals(AdvisedAction? other) => other is not null
        && Code == other.Code
        && Arguments.Count == other.Arguments.Count
        && Arguments.All(a => other.Arguments.GetValueOrDefault(a.Key) == a.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    /// <summary>For a log: <c>session.stop session=p1/gv1/s1::gv2</c>.</summary>
    public override string ToString() => string.Join(' ', [Code, .. Arguments.Select(a => $"{a.Key}={a.Value}")]);
}
