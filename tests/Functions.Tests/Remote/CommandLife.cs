namespace GlusterDr.Tests.Functions.Remote;

/// <summary>Tells when a command at the host has begun, and when nothing of it is left, without looking again and again.</summary>
internal sealed class CommandLife
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly string _pipe;
    private readonly Task<StreamReader> _opened;

    public CommandLife(string pipe)
    {
        _pipe = pipe;

        // Blocks until the command opens the other end.
        _opened = Task.Factory.StartNew(() => new StreamReader(pipe), TaskCreationOptions.LongRunning);
    }

    /// <summary>A script that says its sshd's process id once it runs, and then lasts long.</summary>
    public string Script(string lasting = "sleep 300; true") => $"exec 3>{_pipe}; cut -d' ' -f4 /proc/$PPID/stat >&3; {lasting}";

    /// <summary>The process of sshd that serves it.</summary>
    public async Task<int> BegunAsync()
    {
        StreamReader reader = await _opened.WaitAsync(s_patience);
        return int.Parse((await reader.ReadLineAsync().WaitAsync(s_patience))!);
    }

    /// <summary>Returns when all of its processes are gone.</summary>
    public async Task EndedAsync()
    {
        using StreamReader reader = await _opened;
        (await reader.ReadLineAsync().WaitAsync(s_patience)).ShouldBeNull();
    }
}
