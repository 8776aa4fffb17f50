using GlusterDr.Errors;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>The time limit of an operation, shared by its steps.</summary>
public sealed class Deadline(TimeProvider time, TimeSpan bound)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>The remaining time; zero or less: the limit has passed.</summary>
    public TimeSpan Left => bound - time.GetElapsedTime(_start);

    /// <summary>The remaining time, but at least <paramref name="least"/>.</summary>
    public TimeSpan AtLeast(TimeSpan least) => Left > least ? Left : least;

    /// <summary>The remaining time for a step.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.CommandTimeout"/>: no time remains.</exception>
    public TimeSpan Share(string what, string host)
    {
        TimeSpan left = Left;
        return left > TimeSpan.Zero
            ? left
            : throw new DrException(new Error(ErrorCodes.CommandTimeout, ErrorClass.Transient, $"{what} did not end within {bound}.", host));
    }
}
