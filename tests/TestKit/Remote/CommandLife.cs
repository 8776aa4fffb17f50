namespace GlusterDr.TestKit.Remote;

/// <summary>Tells when a command at the host has begun, and when nothing of it is left, without looking again and again.</summary>
public sealed class CommandLife
{
    // Only something that hangs takes this long, also on a busy machine.
    private readonly string _pipe;
    private readonly Task<StreamReader> _opened;

    /// <param name="pipe">A named pipe.</param>
    public CommandLife(string pipe)
    {
        _pipe = pipe;

        // Blocks until the command opens the other end.
        _opened = Task.Factory.StartNew(() => new StreamReader(pipe), TaskCreationOptions.LongRunning);
    }

    /// <summary>A script that says its sshd's process id once it runs, and then lasts long.</summary>
    public string Script(string lasting = "sleep 300; true") =>
        $"exec 3>{_pipe}; p=$PPID; until grep -q ^sshd /proc/$p/comm; do p=$(cut -d' ' -f4 /proc/$p/stat); done; echo $p >&3; {lasting}";

    /// <summary>The process of sshd that serves it.</summary>
    public async Task<int> BegunAsync()
    {
        StreamReader reader = await _opened.WaitAsync(Patience.Limit);
        return int.Parse((await reader.ReadLineAsync().WaitAsync(Patience.Limit))!);
    }

    /// <summary>Returns when all of its processes are gone.</summary>
    public async Task EndedAsync()
    {
        using StreamReader reader = await _opened;
        if (await reader.ReadLineAsync().WaitAsync(Patience.Limit) is { } line)
        {
            throw new InvalidOperationException($"It still said something: {line}");
        }
    }
}
