namespace GlusterDr.Tests.Functions.AzureStorage;

/// <summary>As <see cref="AzuriteFactAttribute"/>, for several cases.</summary>
public sealed class AzuriteTheoryAttribute : TheoryAttribute
{
    public AzuriteTheoryAttribute() => Skip = new AzuriteFactAttribute().Skip;
}
