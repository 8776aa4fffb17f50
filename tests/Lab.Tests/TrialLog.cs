
namespace GlusterDr.Tests.Lab;

/// <summary>The log of trials: to the test's output, and at once to the file in GLUSTERDR_LAB_LOG.</summary>
internal sealed class TrialLog(ITestOutputHelper output)
{
    private static readonly string? s_file = Environment.GetEnvironmentVariable("GLUSTERDR_LAB_LOG");

    private readonly long _began = TimeProvider.System.GetTimestamp();

    /// <summary>The failures, in order.</summary>
    public List<string> Failures { get; } = [];

    public void Say(string text)
    {
        string line = $"{TimeProvider.System.GetElapsedTime(_began).TotalSeconds,6:0.0} s  {text}";
        output.WriteLine(line);
        if (s_file is not null)
        {
            File.AppendAllText(s_file, line + '\n');
        }
    }

    /// <summary>Records a failure, so that further trials are made nevertheless.</summary>
    public void Fail(string what)
    {
        Failures.Add(what);
        Say($"FAILED: {what}");
    }

    /// <summary>Random numbers from the seed in GLUSTERDR_LAB_SEED, or from a new seed, which is logged.</summary>
    public Random Draw()
    {
        int seed = Environment.GetEnvironmentVariable("GLUSTERDR_LAB_SEED") is { } given ? int.Parse(given) : Random.Shared.Next();
        Say($"seed {seed}");
        return new Random(seed);
    }
}
