using GlusterDr.Errors;
using GlusterDr.Policies;

namespace GlusterDr.Api;

/// <summary>The answer of the API to a request that fails: problem details (RFC 9457) with an <see cref="Error"/>.</summary>
/// <param name="Type">The code of the error as a URN.</param>
/// <param name="Title">The message of the error.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What to do, in words.</param>
/// <param name="Error">The whole error.</param>
public sealed record Problem(string Type, string Title, int Status, string? Detail, Error Error)
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>All errors of a policy.</summary>
    public IReadOnlyList<PolicyError>? Errors { get; init; }

    /// <summary>What to do, as calls of this API, in this order; null: no call helps.</summary>
    public IReadOnlyList<AdvisedCall>? Calls { get; init; }

    /// <summary>The problem of an error.</summary>
    public static Problem Of(Error error) => new($"urn:glusterdr:error:{error.Code}", error.Message, StatusOf(error), error.Advice, error)
    {
        Calls = (error.Actions ?? []).Select(AdvisedCall.Of).OfType<AdvisedCall>().ToArray() is { Length: > 0 } calls ? calls : null,
    };

    private static int StatusOf(Error error) => error.Code switch
    {
        ErrorCodes.PolicyInvalid or ErrorCodes.NameInvalid or ErrorCodes.SettingUnsafe or ErrorCodes.SettingInvalid => 400,
        ErrorCodes.PolicyNotFound or ErrorCodes.RunNotFound or ErrorCodes.SessionNotFound or ErrorCodes.VolumeNotFound
            or ErrorCodes.OperationNotFound => 404,
        ErrorCodes.LeaseHeld or ErrorCodes.SessionUnsafe => 409,
        ErrorCodes.StoreTooLarge => 413,
        ErrorCodes.Unexpected or ErrorCodes.StoreFailed or ErrorCodes.StoreUnreadable => 500,
        ErrorCodes.StoreUnavailable or ErrorCodes.StoreConflict => 503,
        _ => 502,
    };
}
