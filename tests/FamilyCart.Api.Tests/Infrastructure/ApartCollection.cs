using System.Diagnostics.CodeAnalysis;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>
/// The tests that start instances of their own, with servers of their own, so that they run beside those that share two. A test
/// belongs here when it makes its own database.
/// </summary>
[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711", Justification = "A collection of tests is what it is.")]
public sealed class ApartCollection : ICollectionFixture<ApiFixture>
{
    public const string Name = "apart";
}
