namespace GlusterDr.Tests.Lab.Faults;

/// <summary>A trial's fault was not applied, so the trial says nothing of the product: it is neither passed nor failed.</summary>
internal sealed class NotJudgedException(string reason, Exception? cause = null) : Exception(reason, cause)
{
    /// <summary>Does what applies a fault. What goes wrong in it is no failure of the product.</summary>
    /// <exception cref="NotJudgedException">It failed, wholly or in part.</exception>
    public static async Task ApplyAsync(string fault, Func<Task> apply)
    {
        try
        {
            await apply();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new NotJudgedException($"{fault} could not be applied: {e.Message.Trim()}", e);
        }
    }
}
