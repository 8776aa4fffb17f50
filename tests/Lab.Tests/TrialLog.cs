
namespace GlusterDr.Tests.Lab;

/// <summary>What trials print: to the test's output, and as it happens to the file that GLUSTERDR_LAB_LOG names.</summary>
internal sealed class TrialLog(ITestOutputHelper output)
{
    private static readonly string? s_file = Environment.GetEnvironmentVariable("GLUSTERDR_LAB_LOG");

    private readonly long _began = TimeProvider.System.GetTimestamp();

    /// <summary>What went wrong, in order.</summary>
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

    /// <summary>Keeps a failure, so that the trials that follow are made all the same.</summary>
    public void Fail(string what)
    {
        Failures.Add(what);
        Say($"FAILED: {what}");
    }

    /// <summary>The seed that GLUSTERDR_LAB_SEED gives, or a new one; it is printed.</summary>
    public Random Draw()
    {
        int seed = Environment.GetEnvironmentVariable("GLUSTERDR_LAB_SEED") is { } given ? int.Parse(given) : Random.Shared.Next();
        Say($"seed {seed}");
        return new Random(seed);
    }
}
