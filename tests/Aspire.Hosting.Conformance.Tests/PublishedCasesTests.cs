using Aspire.Hosting.Conformance.Tests.Publish;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests;

[Trait("Category", "Topology")]
[Collection(nameof(BuiltCases))]
public sealed class PublishedCasesTests(BuiltCases built)
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    public static TheoryData<string> Names => [.. CaseList.Published];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Publish_Case_WritesWhatTheRealPackagesWrote(string name)
    {
        built.AssertCompiled(name);
        using var limit = new CancellationTokenSource(_limit);

        var differences = await new CasePublication(ConformanceCase.Load(name)).CompareAsync(limit.Token);

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }
}
