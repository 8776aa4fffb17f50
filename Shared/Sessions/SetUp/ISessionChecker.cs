namespace GlusterDr.Sessions.SetUp;

/// <summary>Checks whether a session can be created.</summary>
public interface ISessionChecker
{
    /// <summary>Checks both sides; changes nothing.</summary>
    Task<SessionCheck> CheckAsync(SetUpRequest request, CancellationToken cancellation);
}
