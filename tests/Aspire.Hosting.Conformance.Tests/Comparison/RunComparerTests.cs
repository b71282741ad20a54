using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Recording;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Comparison;

public sealed class RunComparerTests
{
    public static TheoryData<string> Recorded => [.. CaseList.All.Where(name => ConformanceCase.Load(name).Runs)];

    /// <summary>A case, a path into its run.json, the value put there, and the path that the difference must name.</summary>
    public static TheoryData<string, string, string, string> Strict => new()
    {
        { "07-executables", "resources.worker.processes[0].environment.PORT", "\"1\"", "resources.worker.processes[0].environment.PORT" },
        { "07-executables", "resources.worker.processes[0].environment.EXTRA", "\"1\"", "resources.worker.processes[0].environment.EXTRA" },
        { "07-executables", "resources.worker.processes[0].arguments[0]", "\"-x\"", "resources.worker.processes[0].arguments[0]" },
        { "07-executables", "resources.worker.endpoints[1].TargetPort", "1", "resources.worker.endpoints[1].TargetPort" },
        { "07-executables", "resources.worker.instances[0].commands.stop", "\"Hidden\"", "resources.worker.instances[0].commands.stop" },
        { "07-executables", "resources.worker.instances[0].properties.extra", "1", "resources.worker.instances[0].properties.extra" },
        { "07-executables", "resources.boxed.instances[0].urls[0].IsInactive", "false", "resources.boxed.instances[0].urls[]" },
        { "07-executables", "resources.boxed.instances[0].relationships[0]", "\"Reference:other\"", "resources.boxed.instances[0].relationships[]" },
        { "07-executables", "resources.client.instances[0].states[3].state", "\"Finished\"", "resources.client.instances[0].states" },
        { "07-executables", "orchestratorServices[3].address", "\"elsewhere\"", "orchestratorServices[3].address" },
        { "07-executables", "exitCodeAfterSigterm", "134", "exitCodeAfterSigterm" },
        { "07-executables", "resources.additional", "{}", "resources.additional" },
        { "05-projects", "resources.pg.containers[0].image", "\"postgres\"", "resources.pg.containers[0].image" },
        { "05-projects", "resources.pg.healthChecks[0]", "\"other\"", "resources.pg.healthChecks[0]" },
        { "05-projects", "resources.api.processArguments[0]", "\"--more\"", "resources.api.processArguments[0]" },
        { "08-custom-resource", "resources.api.waits[0].resource", "\"api\"", "resources.api.waits[0].resource" },
        { "08-custom-resource", "startOrder", """["api", "store"]""", "startOrder" }
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Compare_RecordingWithItself_FindsNothing(string name)
    {
        var expected = ConformanceCase.Load(name).LoadExpected();

        Assert.Empty(RunComparer.Compare(expected, expected.DeepClone().AsObject()));
    }

    [Theory]
    [MemberData(nameof(Strict))]
    public void Compare_ChangedCopy_NamesTheChangedPlace(string name, string path, string value, string reported)
    {
        var expected = ConformanceCase.Load(name).LoadExpected();
        var actual = expected.DeepClone().AsObject();
        JsonPath.Set(actual, path, JsonNode.Parse(value));

        var differences = RunComparer.Compare(expected, actual);

        Assert.All(differences, difference => Assert.Equal(reported, difference.Path));
        Assert.NotEmpty(differences);
    }

    [Fact]
    public void Compare_SeveralChanges_ReportsAllAtOnce()
    {
        var expected = ConformanceCase.Load("07-executables").LoadExpected();
        var actual = expected.DeepClone().AsObject();
        actual["resources"]!.AsObject().Remove("token");
        JsonPath.Set(actual, "resources.worker.clrType", "Other");
        JsonPath.Set(actual, "resources.client.processes[0].executable", "other");

        var paths = RunComparer.Compare(expected, actual).Select(difference => difference.Path);

        Assert.Equal(["resources.client.processes[0].executable", "resources.token", "resources.worker.clrType"], paths.Order());
    }

    [Fact]
    public void Compare_OtherOrderOfUrlsAndRepeatedRelationships_FindsNothing()
    {
        var expected = ConformanceCase.Load("07-executables").LoadExpected();
        var actual = expected.DeepClone().AsObject();
        var urls = JsonPath.Get(actual, "resources.worker.instances[0].urls")!.AsArray();
        JsonPath.Set(actual, "resources.worker.instances[0].urls", new JsonArray([.. urls.Reverse().Select(url => url!.DeepClone())]));
        JsonPath.Set(actual, "resources.client.instances[0].relationships", new JsonArray("Reference:worker"));

        Assert.Empty(RunComparer.Compare(expected, actual));
    }

    [Fact]
    public void Compare_ResourceWhoseRecordingToldNothing_IgnoresWhatTheProcessTold()
    {
        var expected = ConformanceCase.Load("05-projects").LoadExpected();
        var actual = expected.DeepClone().AsObject();
        JsonPath.Set(actual, "resources.by-path.processArguments", new JsonArray("--any"));
        JsonPath.Set(actual, "resources.by-path.addedByOrchestrator", new JsonArray());

        Assert.Empty(RunComparer.Compare(expected, actual));
    }

    [Theory]
    [InlineData("<generated:pg-password>", true, 0)]
    [InlineData("<generated:pg-password>", false, 1)]
    [InlineData("<generated:pg-password:uri>", false, 0)]
    public void Compare_EncodedSecret_MayLookPlainOnlyWhereEncodingChangesNothing(string form, bool alike, int differences)
    {
        var expected = ConformanceCase.Load("05-projects").LoadExpected();
        var actual = expected.DeepClone().AsObject();
        JsonPath.Set(actual, "resources.web.processes[0].environment.APPDB_URI", $"postgresql://postgres:{form}@localhost:<port:pg/tcp>/appdb");
        actual[RunDescription.EncodedAlike] = alike ? new JsonArray("pg-password") : [];

        Assert.Equal(differences, RunComparer.Compare(expected, actual).Count);
    }

    [Fact]
    public void Compare_RunThatHasNotEnded_IgnoresTheExitCode()
    {
        var expected = ConformanceCase.Load("07-executables").LoadExpected();
        var actual = expected.DeepClone().AsObject();
        actual.Remove("exitCodeAfterSigterm");

        Assert.Empty(RunComparer.Compare(expected, actual));
    }
}
