using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Comparison;
using Aspire.Hosting.Conformance.Tests.Run;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Recording;

public sealed class RunDescriptionTests
{
    private const string Model = """
        [{"name": "worker", "clrType": "T", "parent": null, "waits": [], "healthChecks": [], "explicitStart": false,
          "endpoints": [{"Name": "http", "Port": null, "TargetPort": null}, {"Name": "fixed", "Port": 15600, "TargetPort": 15601}]},
         {"name": "worker-rebuilder", "clrType": "ProjectRebuilderResource", "endpoints": []}]
        """;

    private const string Services = """
        [{"metadata": {"name": "worker-http", "annotations": {"resource-name": "worker", "endpoint-name": "http"}},
          "spec": {"protocol": "TCP", "port": null}, "status": {"effectivePort": 40001}},
         {"metadata": {"name": "worker-fixed", "annotations": {"resource-name": "worker", "endpoint-name": "fixed"}},
          "spec": {"protocol": "TCP", "port": 15600}, "status": {"effectivePort": 15600}}]
        """;

    private const string Endpoints = """
        [{"spec": {"serviceName": "worker-http", "port": 40002}}, {"spec": {"serviceName": "worker-fixed", "port": 15601}}]
        """;

    private const string Executables = """
        [{"metadata": {"annotations": {"resource-name": "worker"}},
          "spec": {"executablePath": "sh", "args": ["-c"], "env": [{"name": "PORT", "value": "{{template}}"}, {"name": "ABC", "value": "x"}]},
          "status": {"state": "Running", "startupTimestamp": "1", "effectiveArgs": ["-c", "40002"],
                     "effectiveEnv": [{"name": "PORT", "value": "40002"}, {"name": "ABC", "value": "x"}, {"name": "HOME", "value": "y"}]}}]
        """;

    [Fact]
    public void Create_Process_HasOnlyWhatTheModelSetWithTheValuesThatTookEffect()
    {
        var process = JsonPath.Get(Describe(), "resources.worker.processes[0]");

        Assert.Equal(
            """{"arguments":["-c","<targetport:worker/http>"],"environment":{"ABC":"x","PORT":"<targetport:worker/http>"},"executable":"sh","state":"Running"}""",
            Json.Canonical(process));
    }

    [Fact]
    public void Create_Capture_TellsWhatTheOrchestratorAddedAndChanged()
    {
        var description = Describe();

        Assert.Equal("""["ADDED"]""", Json.Compact(JsonPath.Get(description, "resources.worker.addedByOrchestrator")));
        Assert.Equal(
            """{"ABC":{"orchestrator":"x","process":"other"}}""",
            Json.Canonical(JsonPath.Get(description, "resources.worker.differsInProcess")));
    }

    [Fact]
    public void Create_Instance_MergesRepeatedStatesAndKeepsTheLastLook()
    {
        var instance = JsonPath.Get(Describe(), "resources.worker.instances[0]");

        Assert.Equal("""[{"state":null},{"state":"Running"}]""", Json.Compact(instance!["states"]));
        Assert.Equal("worker-<suffix>", instance["id"].Text());
        Assert.Equal("""[{"Name":"http","Url":"http://localhost:<port:worker/http>"}]""", Json.Compact(instance["urls"]));
        Assert.Equal("""{"a":"<apphost>/x"}""", Json.Compact(instance["properties"]));
    }

    [Fact]
    public void Create_Services_LeavesFixedPortsAndDropsNulls() => Assert.Equal(
        """[{"endpoint":"fixed","port":15600,"protocol":"TCP","resource":"worker"},{"endpoint":"http","protocol":"TCP","resource":"worker"}]""",
        Json.Canonical(Describe()["orchestratorServices"]));

    [Fact]
    public void Create_RebuilderOfAProject_IsLeftOut() =>
        Assert.Equal(["worker"], Describe()["resources"]!.AsObject().Select(resource => resource.Key));

    private static JsonObject Describe()
    {
        var subject = ConformanceCase.Load("07-executables");
        var objects = new Dictionary<string, JsonArray>(StringComparer.Ordinal)
        {
            ["services"] = Parse(Services),
            ["endpoints"] = Parse(Endpoints),
            ["executables"] = Parse(Executables)
        };
        var capture = Parse("""[{"name": "worker", "args": [], "environment": {"ABC": "other", "PORT": "40002", "GIVEN": "1", "ADDED": "1", "DOTNET_X": "1"}}]""");
        return RunDescription.Create(subject, new RunRecording(
            [Change(null), Change(null), Change("Running")],
            Parse(Model),
            objects,
            [capture[0]!.AsObject()],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["TMPDIR"] = "/tmp/run",
                ["HOME"] = "/tmp/run/home",
                ["NUGET_PACKAGES"] = "/packages",
                ["GIVEN"] = "1"
            },
            new DashboardPorts(40003, 40004, 40005)));
    }

    private static JsonObject Change(string? state) => new()
    {
        ["name"] = "worker",
        ["id"] = "worker-qwertyui",
        ["type"] = "Executable",
        ["state"] = state,
        ["urls"] = Parse("""[{"Name": "http", "Url": "http://localhost:40001", "IsInternal": false, "DisplayName": "", "SortOrder": 0}]"""),
        ["properties"] = new JsonArray(
            new JsonObject { ["Name"] = "a", ["value"] = ConformanceCase.Load("07-executables").Folder + "/x" },
            new JsonObject { ["Name"] = "executable.pid", ["value"] = 1 })
    };

    private static JsonArray Parse(string json) => JsonNode.Parse(json)!.AsArray();
}
