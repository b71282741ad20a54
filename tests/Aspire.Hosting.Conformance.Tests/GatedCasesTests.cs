using Aspire.Hosting.Conformance.Tests.Run;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests;

/// <summary>Builds the gated cases once for all tests of a run.</summary>
public sealed class BuiltCases : IAsyncLifetime
{
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Failures { get; private set; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    public async Task InitializeAsync() => Failures = await CaseBuild.RunAsync(CaseList.Gated, CancellationToken.None);

    public Task DisposeAsync() => Task.CompletedTask;
}

[Trait("Category", "Topology")]
public sealed class GatedCasesTests(BuiltCases built) : IClassFixture<BuiltCases>
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(6);

    public static TheoryData<string> Names => [.. CaseList.Gated];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_GatedCase_DoesWhatTheRealPackagesDid(string name)
    {
        Assert.False(built.Failures.TryGetValue(name, out var errors), string.Join('\n', errors ?? []));
        using var limit = new CancellationTokenSource(_limit);

        var outcome = await new CaseRun(ConformanceCase.Load(name), TimeProvider.System).ExecuteAsync(limit.Token);

        Assert.True(outcome.Conforms, outcome.Report());
    }
}
