using System.Collections.Concurrent;
using Aspire.Hosting.Conformance.Tests.Publish;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests;

[Trait("Category", "Topology")]
[Collection(nameof(BuiltCases))]
public sealed class PublishedCasesTests(BuiltCases built)
{
    // Both need steps that only the real packages have: those that deploy, and those that take a deployment down.
    private static readonly string[] _notCovered = ["step-deploy-without-engine", "publish-without-step"];

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

    [Fact]
    public async Task Publish_CaseOfInvocations_EndsAndWritesAsRecorded()
    {
        const string Name = "16-configuration-and-errors";
        const int AtOnce = 2;
        built.AssertCompiled(Name);
        using var limit = new CancellationTokenSource(_limit * 2);
        var subject = ConformanceCase.Load(Name);
        var differences = new ConcurrentQueue<string>();

        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = limit.Token };
        await Parallel.ForEachAsync(Invocation.Load(subject).Where(i => i.Publishes && !_notCovered.Contains(i.Name)), options, async (invocation, token) =>
        {
            foreach (var difference in await invocation.CompareAsync(subject, token))
            {
                differences.Enqueue(difference);
            }
        });

        Assert.True(differences.IsEmpty, string.Join('\n', differences));
    }
}
