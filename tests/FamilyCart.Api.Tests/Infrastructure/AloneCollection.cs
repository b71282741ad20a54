using System.Diagnostics.CodeAnalysis;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>
/// The tests that read /metrics and expect nobody else's figures there: the exporter tells what all instances of the process have
/// counted. They run after all others.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[SuppressMessage("Naming", "CA1711", Justification = "A collection of tests is what it is.")]
public sealed class AloneCollection : ICollectionFixture<ApiFixture>
{
    public const string Name = "alone";
}
