using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests;

/// <summary>Builds every case that some test insists on, once for all of them. Tests of one collection run one after another.</summary>
[CollectionDefinition(nameof(BuiltCases))]
public sealed class BuiltCases : IAsyncLifetime, ICollectionFixture<BuiltCases>
{
    private IReadOnlyDictionary<string, IReadOnlyList<string>> _failures = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    public async Task InitializeAsync() =>
        _failures = await CaseBuild.RunAsync([.. CaseList.Gated.Union(CaseList.Published)], CancellationToken.None);

    public Task DisposeAsync() => Task.CompletedTask;

    public void AssertCompiled(string name) =>
        Assert.False(_failures.TryGetValue(name, out var errors), string.Join('\n', errors ?? []));
}
