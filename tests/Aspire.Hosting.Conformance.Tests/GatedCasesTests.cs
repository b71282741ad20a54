using Aspire.Hosting.Conformance.Tests.Run;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests;

[Trait("Category", "Topology")]
[Collection(nameof(BuiltCases))]
public sealed class GatedCasesTests(BuiltCases built)
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(6);

    public static TheoryData<string> Names => [.. CaseList.Gated];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_GatedCase_DoesWhatTheRealPackagesDid(string name)
    {
        built.AssertCompiled(name);
        using var limit = new CancellationTokenSource(_limit);

        var outcome = await new CaseRun(ConformanceCase.Load(name), TimeProvider.System).ExecuteAsync(limit.Token);

        Assert.True(outcome.Conforms, outcome.Report());
    }
}
