using System.Diagnostics.CodeAnalysis;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>The tests that share the two instances; each makes people and lists of its own.</summary>
[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711", Justification = "A collection of tests is what it is.")]
public sealed class ApiCollection : ICollectionFixture<ApiFixture>
{
    public const string Name = "api";
}
