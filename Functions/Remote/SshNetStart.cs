using System.Text;
using Renci.SshNet;

namespace GlusterDr.Functions.Remote;

/// <summary>
/// The start of one command, until its login shell has answered. The library opens the session, requests the command and waits for
/// output with blocking calls, so they have a thread of their own. Few commands start at once.
/// </summary>
internal sealed class SshNetStart
{
    /// <summary>A login shell that has answered, and waits for the start signal.</summary>
    /// <param name="ProcessId">Its process ID, which is also that of the command that it will become.</param>
    /// <param name="Output">Its output since then.</param>
    internal sealed record Started(int ProcessId, string Output);

    // The maximum output of login scripts before the shell answers.
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

        // Not every caller waits for both tasks.
        _ = Ready.ContinueWith(t => t.Exception, TaskScheduler.Default);
        _ = Executed.ContinueWith(t => t.Exception, TaskScheduler.Default);
    }

    /// <summary>Completes when the session and the command were requested from sshd, with a task that completes when the command ends.</summary>
    public Task<Task> Executed => _executed.Task;

    /// <summary>Completes when the login shell has answered; null: the session ended before, or login scripts printed too much.</summary>
    public Task<Started?> Ready { get; }

    /// <summary>The output instead of an answer.</summary>
    public string Noise { get; private set; } = "";

    /// <summary>Writes the command's input on a thread of its own, because this blocks while the command does not read.</summary>
    public Task<bool> Write(Func<bool> write)
    {
        Task<bool> writing = SshNetConnection.LongRunning(write);
        _writing = writing;
        return writing;
    }

    /// <summary>
    /// Closes the session. A session that is still being opened is closed once it is open, and one that input is written to is closed
    /// after that: input for a closed session ends the whole connection.
    /// </summary>
    public async Task CloseAsync()
    {
        Task before = Task.WhenAll(Executed, _writing);
        Task closing = before.ContinueWith(_ => Close(), TaskScheduler.Default);

        // Takes up to a second if the command is still running at the host.
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
            // The other side closed it meanwhile.
        }
    }
}
