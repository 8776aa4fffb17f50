using GlusterDr.Conformance;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Functions.AzureStorage;

/// <summary>The suite runs against Azurite.</summary>
public sealed class NeedsAzuriteAttribute : RequirementAttribute
{
    public override string? Missing => Azurite.Program is null ? Azurite.Missing : null;
}
