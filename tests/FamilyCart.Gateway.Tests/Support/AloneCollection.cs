namespace FamilyCart.Gateway.Tests.Support;

/// <summary>For tests that read counts: a meter is heard by every gateway of the process, so no other may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "xunit calls such a group of tests a collection.")]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
