using System.Text;
using Renci.SshNet;

namespace GlusterDr.Functions.Remote;

/// <summary>
/// The start of one command, until its login shell has answered. The library asks for the session and for the command by calls
/// that block, and its output can only be waited for by one: they have a thread of their own. Few commands start at once.
/// </summary>
internal sealed class SshNetStart
{
    /// <summary>A login shell that has answered, and waits for our word.</summary>
    /// <param name="ProcessId">Its process id, and that of the command that it will become.</param>
    /// <param name="Output">What it has printed since.</param>
    internal sealed record Started(int ProcessId, string Output);

    // What a login script may print before the shell answers.
    private const int MaxNoise = 1 << 20;

    private readonly SshCommand _ssh;
    private readonly LoginLine _line;
    private readonly TaskCompletionSource<Task> _executed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _writing = Task.CompletedTask;

    public SshNetStart(SshCommand ssh, LoginLine line)
    {
        _ssh = ssh;
        _line = line;
        Ready = SshNetConnection.LongRunning(Run);

        // Whoever waits for the one does not always wait for the other.
        _ = Ready.ContinueWith(t => t.Exception, TaskScheduler.Default);
        _ = Executed.ContinueWith(t => t.Exception, TaskScheduler.Default);
    }

    /// <summary>Done when sshd has been asked for the session and the command, with a task that is done when the command ends.</summary>
    public Task<Task> Executed => _executed.Task;

    /// <summary>Done when the login shell has answered; null: the session ended before, or there is too much noise.</summary>
    public Task<Started?> Ready { get; }

    /// <summary>What was printed instead of an answer.</summary>
    public string Noise { get; private set; } = "";

    /// <summary>Writes the command's input, on a thread of its own, as that blocks while the command does not read.</summary>
    public Task<bool> Write(Func<bool> write)
    {
        Task<bool> writing = SshNetConnection.LongRunning(write);
        _writing = writing;
        return writing;
    }

    /// <summary>
    /// Closes the session. What is still being asked for is closed when it is there, and what is still being written to when that
    /// has ended: input for a session that is closed ends the whole connection.
    /// </summary>
    public async Task CloseAsync()
    {
        Task before = Task.WhenAll(Executed, _writing);
        Task closing = before.ContinueWith(_ => Close(), TaskScheduler.Default);

        // Takes up to a second where the command goes on at the host.
        await (before.IsCompleted ? closing : Task.CompletedTask);
    }

    private Started? Run()
    {
        try
        {
            _executed.SetResult(_ssh.ExecuteAsync());
        }
        catch (Exception e)
        {
            _executed.SetException(e);
            throw;
        }

        return ReadUntilReady();
    }

    private Started? ReadUntilReady()
    {
        byte[] buffer = new byte[16 * 1024];
        for (int n; Noise.Length < MaxNoise && (n = _ssh.OutputStream.Read(buffer)) > 0;)
        {
            Noise += Encoding.UTF8.GetString(buffer, 0, n);
            if (_line.AfterReady(Noise, out int processId) is { } output)
            {
                return new Started(processId, output);
            }
        }

        return null;
    }

    private void Close()
    {
        try
        {
            _ssh.Dispose();
        }
        catch (Exception e) when (SshNetErrors.IsOfConnection(e))
        {
            // It was closed from the other side meanwhile.
        }
    }
}
