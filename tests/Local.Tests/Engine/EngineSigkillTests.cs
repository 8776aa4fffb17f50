using System.Diagnostics;
using GlusterDr.EngineCrashHost;
using GlusterDr.Local.Store;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Tests.Local.Engine;

/// <summary>A real process is killed with SIGKILL repeatedly, until its workflow has ended.</summary>
public sealed class EngineSigkillTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_at_random_it_loses_nothing_and_repeats_nothing_that_has_a_result(int seed)
    {
        Random random = new(seed);
        int lives = 1;
        while (!await RunAsync(killAfter: random.Next(6, 25)))
        {
            lives++;
        }

        string[] diary = await File.ReadAllLinesAsync(_directory.File("diary.log"));
        string expected = string.Concat(Enumerable.Range(0, 3).Select(i => $"r{i} 0 1 2 3 4 5 6 7 event r{i}-child! done; "));
        diary[^1].ShouldStartWith($"end Completed \"{expected}\"");
        lives.ShouldBeGreaterThan(3);
        foreach (string name in Everything.ActivityNames)
        {
            diary.ShouldContain($"effect {name}");
            int answered = Array.IndexOf(diary, $"durable TaskCompleted {name}");
            Array.LastIndexOf(diary, $"effect {name}").ShouldBeLessThan(answered < 0 ? int.MaxValue : answered, name);
        }

        CheckDatabase();
    }

    [Fact]
    public async Task A_killed_host_leaves_its_directory_free()
    {
        using Process first = Start();
        await first.StandardOutput.ReadLineAsync();
        Should.Throw<DataDirectoryInUseException>(() => DataDirectoryLock.Take(_directory.Path))
            .ProcessId.ShouldBe($"{first.Id}");
        first.Kill();
        await first.WaitForExitAsync();
        DataDirectoryLock.Take(_directory.Path).Dispose();
    }

    public void Dispose() => _directory.Dispose();

    // True when the workflow has ended; false when the process was killed before.
    private async Task<bool> RunAsync(int killAfter)
    {
        using Process host = Start();
        for (int lines = 0; await host.StandardOutput.ReadLineAsync() is { } line; lines++)
        {
            if (line.StartsWith("end ", StringComparison.Ordinal))
            {
                await host.WaitForExitAsync();
                return true;
            }

            if (lines == killAfter)
            {
                host.Kill();
            }
            else if (lines < killAfter)
            {
                await AnswerAsync(host);
            }
        }

        await host.WaitForExitAsync();
        host.ExitCode.ShouldBe(128 + 9, await host.StandardError.ReadToEndAsync());
        return false;
    }

    // The host is a few lines ahead, so it may have ended. Its output is still read.
    private static async Task AnswerAsync(Process host)
    {
        try
        {
            await host.StandardInput.WriteLineAsync();
        }
        catch (IOException)
        {
        }
    }

    private Process Start()
    {
        bool isDotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        string dotnet = isDotnet ? Environment.ProcessPath! : "dotnet";
        ProcessStartInfo start = new(dotnet, [typeof(Everything).Assembly.Location, _directory.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private void CheckDatabase()
    {
        using SqliteDatabase database = SqliteDatabase.Open(_directory.File("test.db"));
        using SqliteConnection connection = database.OpenReader();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        command.ExecuteScalar().ShouldBe("ok");
    }
}
