namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>Tests of <c>/metrics</c>: meters are the process's, so another manager that ends beside takes instruments of the same name along.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneTests
{
    internal const string Name = "alone";
}
