using GlusterDr.Errors;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>The time that an operation may take, shared out to its steps.</summary>
public sealed class Deadline(TimeProvider time, TimeSpan bound)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>What is left; zero or less: it is over.</summary>
    public TimeSpan Left => bound - time.GetElapsedTime(_start);

    /// <summary>What is left, and no less than this.</summary>
    public TimeSpan AtLeast(TimeSpan least) => Left > least ? Left : least;

    /// <summary>What is left for a step.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.CommandTimeout"/>: nothing.</exception>
    public TimeSpan Share(string what, string host)
    {
        TimeSpan left = Left;
        return left > TimeSpan.Zero
            ? left
            : throw new DrException(new Error(ErrorCodes.CommandTimeout, ErrorClass.Transient, $"{what} did not end within {bound}.", host));
    }
}
