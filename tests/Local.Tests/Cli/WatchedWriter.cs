using System.Text;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Local.Cli;

/// <summary>Keeps what a command writes, and lets a test wait for its words.</summary>
internal sealed class WatchedWriter : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Words, TaskCompletionSource Seen)> _awaited = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write($"{value}");

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        lock (_gate)
        {
            _text.Append(value);
            string all = _text.ToString();
            foreach ((string words, TaskCompletionSource seen) in _awaited.Where(a => all.Contains(a.Words, StringComparison.Ordinal)))
            {
                seen.TrySetResult();
            }
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    /// <summary>Returns when the words have been written.</summary>
    public Task WhenWrittenAsync(string words)
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _awaited.Add((words, seen));
        }

        Write("");
        return seen.Task.WaitAsync(Patience.Limit);
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return _text.ToString();
        }
    }
}
