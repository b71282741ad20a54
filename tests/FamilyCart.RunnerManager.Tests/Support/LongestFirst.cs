using Xunit.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>What takes longest, one test after the other, begins first: at the end nothing is waited for alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] s_longest = [Engine.EngineTests.Name, ".Slices.PersistentTests", ".RunnerCrashTests", ".PageTests", ".Slices.DrainTests"];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(Place);

    private static int Place(ITestCollection collection) =>
        Array.FindIndex(s_longest, name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)) is >= 0 and var place ? place : s_longest.Length;
}
