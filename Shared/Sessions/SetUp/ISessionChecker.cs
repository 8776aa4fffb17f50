namespace GlusterDr.Sessions.SetUp;

/// <summary>Looks whether a session can be made.</summary>
public interface ISessionChecker
{
    /// <summary>Asks both sides; changes nothing.</summary>
    Task<SessionCheck> CheckAsync(SetUpRequest request, CancellationToken cancellation);
}
