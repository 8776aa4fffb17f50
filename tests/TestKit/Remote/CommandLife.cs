namespace GlusterDr.TestKit.Remote;

/// <summary>Reports, without polling, when a command on the host has begun, and when all of its processes have ended.</summary>
public sealed class CommandLife
{
    // Longer than anything takes on a busy machine, unless it hangs.
    private readonly string _pipe;
    private readonly Task<StreamReader> _opened;

    /// <param name="pipe">A named pipe.</param>
    public CommandLife(string pipe)
    {
        _pipe = pipe;

        // Blocks until the command opens the other end.
        _opened = Task.Factory.StartNew(() => new StreamReader(pipe), TaskCreationOptions.LongRunning);
    }

    /// <summary>A script that writes the process id of its sshd when it begins, and then runs for long.</summary>
    public string Script(string lasting = "sleep 300; true") =>
        $"exec 3>{_pipe}; p=$PPID; until grep -q ^sshd /proc/$p/comm; do p=$(cut -d' ' -f4 /proc/$p/stat); done; echo $p >&3; {lasting}";

    /// <summary>Waits until the command has begun. Returns the id of the sshd process that serves it.</summary>
    public async Task<int> BegunAsync()
    {
        StreamReader reader = await _opened.WaitAsync(Patience.Limit);
        return int.Parse((await reader.ReadLineAsync().WaitAsync(Patience.Limit))!);
    }

    /// <summary>Completes when all processes of the command have ended.</summary>
    public async Task EndedAsync()
    {
        using StreamReader reader = await _opened;
        if (await reader.ReadLineAsync().WaitAsync(Patience.Limit) is { } line)
        {
            throw new InvalidOperationException($"It still said something: {line}");
        }
    }
}
