using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace GlusterDr.Remote.OpenSsh;

/// <summary>One run of the ssh client. Both outputs are read concurrently, up to a size limit; disposing it ends the process.</summary>
internal sealed class SshProcess : IDisposable
{
    private const int TailBytes = 64 * 1024;

    // The streams of a command end with it. Output remains to be read after ssh has ended only if this machine is busy.
    private static readonly TimeSpan s_commandDrain = TimeSpan.FromMinutes(2);

    // A connection goes to the background, and its proxy command may keep standard error open for its whole duration.
    private static readonly TimeSpan s_connectionDrain = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly BoundedCapture _output;
    private readonly BoundedCapture _error;
    private readonly ReadyScanner _scanner;
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _drained;
    private readonly TimeSpan _drainBound;

    private SshProcess(Process process, string ready, int maxOutput, Action<ReadOnlySpan<byte>>? onError)
    {
        _process = process;
        _output = new BoundedCapture(maxOutput, 1);
        _error = new BoundedCapture(maxOutput / 16, TailBytes);
        _scanner = new ReadyScanner(ready, _output);
        _drainBound = ready.Length > 0 ? s_commandDrain : s_connectionDrain;
        _drained = Task.WhenAll(DrainOutputAsync(), DrainAsync(process.StandardError.BaseStream, b =>
        {
            _error.Add(b.Span);
            onError?.Invoke(b.Span);
        }));
    }

    /// <summary>True when the marker has been read; false if the output ended before it.</summary>
    public Task<bool> Ready => _ready.Task;

    /// <summary>Whether the output exceeded the limit.</summary>
    public bool Overflowed => _output.Overflowed;

    /// <summary>Whether both outputs have been read to their ends.</summary>
    public bool IsWhole => _drained.IsCompleted;

    /// <summary>Standard output after the marker, or all of it if there was no marker.</summary>
    public string Output => _output.Text();

    /// <summary>Standard error.</summary>
    public string Error => _error.Text();

    /// <param name="program">The ssh client.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="ready">The marker after which the command's own output begins; empty: none.</param>
    /// <param name="maxOutput">The maximum of standard output to keep, in bytes.</param>
    /// <param name="onError">Receives standard error as it arrives.</param>
    /// <exception cref="Win32Exception">The program is missing here.</exception>
    public static SshProcess Start(
        string program, IReadOnlyList<string> arguments, string ready, int maxOutput, Action<ReadOnlySpan<byte>>? onError = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        return new SshProcess(Process.Start(start)!, ready, maxOutput, onError);
    }

    /// <summary>Writes all of standard input and closes it. A command that does not read all of it does not fail.</summary>
    public async Task WriteAsync(string text, CancellationToken cancellation)
    {
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Waits for the end of the process and, for a limited time, for the ends of both outputs: see <see cref="IsWhole"/>. Returns ssh's own exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        await Task.WhenAny(_drained, Task.Delay(_drainBound, cancellation));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Kill()
    {
        try
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or AggregateException or Win32Exception)
        {
            // It has ended meanwhile.
        }
    }

    private async Task DrainOutputAsync()
    {
        await DrainAsync(_process.StandardOutput.BaseStream, bytes =>
        {
            _scanner.Add(bytes.Span);
            if (_scanner.Found)
            {
                _ready.TrySetResult(true);
            }

            if (_scanner.Hopeless || _output.Overflowed)
            {
                Kill();
            }
        });
        _scanner.End();
        _ready.TrySetResult(_scanner.Found);
    }

    private static async Task DrainAsync(Stream stream, Action<ReadOnlyMemory<byte>> add)
    {
        byte[] buffer = new byte[16 * 1024];
        try
        {
            for (int n; (n = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
            {
                add(buffer.AsMemory(0, n));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Killed: the output that was read until then is used.
        }
    }
}
