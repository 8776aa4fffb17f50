namespace GlusterDr.Tests.Functions.Queues;

/// <summary>Texts that something on the way may change. Not in the names of tests, which reports cannot hold.</summary>
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
