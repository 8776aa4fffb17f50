namespace GlusterDr.Tests.Lab;

/// <summary>One lab for all of these tests, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class LabCollection : ICollectionFixture<LabSites>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "lab";
}
