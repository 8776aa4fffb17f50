namespace GlusterDr.Tests.Functions.Queues;

/// <summary>Texts that a transport may change. They are not in the names of tests, because test reports cannot contain them.</summary>
internal static class AwkwardText
{
    /// <summary>A text of this kind.</summary>
    public static string Of(string kind) => kind switch
    {
        "quotes" => "it's a 'quoted' \"one\" \\ <&>",
        "characters" => "ünïcode 東京 😀 \u2028 \ufeff \u0000\u001f\u0085\ufffe\uffff",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
    };
}
