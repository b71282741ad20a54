using System.Net;
using FamilyCart.RunnerManager.Drivers.Engine;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>The client against engines with faults.</summary>
public sealed class EngineClientTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly List<IDisposable> _connections = [];
    private ScriptedEngine _engine = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _connections.ForEach(connection => connection.Dispose());
        await _engine.DisposeAsync();
    }

    [Theory]
    [InlineData("1.41", "1.12", "/v1.41/")]
    [InlineData("1.40", "1.24", "/v1.40/")]
    [InlineData("1.99", "1.44", "/v1.51/")]
    [InlineData("1.99", "1.60", "/v1.60/")]
    public async Task Ask_FirstTime_AgreesOnAVersionOnce(string newest, string oldest, string expected)
    {
        await UseAsync(new ScriptedEngine($$"""{"ApiVersion":"{{newest}}","MinAPIVersion":"{{oldest}}"}"""));
        _engine.Answers["/v"] = ScriptedEngine.Answer(404, """{"message":"no such container"}""");
        var client = Client();

        Assert.Null(await client.InspectAsync("one", CancellationToken.None));
        Assert.Null(await client.InspectAsync("two", CancellationToken.None));

        Assert.Equal(["GET /version HTTP/1.1", $"GET {expected}containers/one/json HTTP/1.1", $"GET {expected}containers/two/json HTTP/1.1"], _engine.Asked);
    }

    [Theory]
    [InlineData("""{"ApiVersion":"1.24"}""")]
    [InlineData("""{"ApiVersion":"soon"}""")]
    [InlineData("{}")]
    public async Task Ask_EngineTooOld_SaysSo(string version)
    {
        await UseAsync(new ScriptedEngine(version));

        Assert.Contains("1.40 or later is needed", (await FailsAsync(client => client.InspectAsync("one", CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_NoSocket_NamesIt()
    {
        using var connection = new EngineConnection("/nowhere/engine.sock", s_patience);

        var fault = await Assert.ThrowsAsync<EngineException>(() => new EngineClient(connection).HasImageAsync("one", CancellationToken.None));

        Assert.Equal(("No container engine answers at /nowhere/engine.sock.", null), (fault.Message, fault.Status));
    }

    [Fact]
    public async Task Create_NameInUse_SaysWhatTheEngineSays()
    {
        _engine.Answers["/v1.41/containers/create"] = ScriptedEngine.Answer(409, """{"message":"Conflict. The container name \"/x\" is\nalready in use"}""");

        var fault = await FailsAsync(client => client.CreateContainerAsync("x", Spec(), CancellationToken.None));

        Assert.Equal((HttpStatusCode.Conflict, "The container engine refuses: Conflict. The container name \"/x\" is already in use"), (fault.Status, fault.Message));
    }

    [Fact]
    public async Task Create_AnswerBreaksOffInTheMiddle_IsAFault()
    {
        _engine.Answers["/v1.41/containers/create"] = "HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{\"Id\":\"1"u8.ToArray();

        Assert.Contains("No container engine answers", (await FailsAsync(client => client.CreateContainerAsync("x", Spec(), CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "<html>not an engine</html>", "is not what its interface says")]
    [InlineData(200, "null", "is not what its interface says")]
    [InlineData(502, "<html>bad gateway</html>", "refuses: status 502")]
    [InlineData(500, """{"message":"no space left on device"}""", "refuses: no space left on device")]
    [InlineData(500, """{"message":5}""", "refuses: status 500")]
    public async Task Inspect_AnswerIsNone_SaysSo(int status, string body, string expected)
    {
        _engine.Answers["/v1.41/containers/one/json"] = ScriptedEngine.Answer(status, body);

        Assert.Contains(expected, (await FailsAsync(client => client.InspectAsync("one", CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_NeverAnswered_EndsInTime()
    {
        using var connection = new EngineConnection(_engine.Path, TimeSpan.FromMilliseconds(200));

        var fault = await Assert.ThrowsAsync<EngineException>(() => new EngineClient(connection).InspectAsync("one", CancellationToken.None));

        Assert.Contains("did not answer within 0.2 s", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_GivenUp_IsNoFaultOfTheEngine()
    {
        using var given = new CancellationTokenSource();
        var asking = Client().InspectAsync("one", given.Token);
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(409)]
    public async Task Signal_NotThereOrEnded_IsNoFault(int status)
    {
        _engine.Answers["/v1.41/containers/one/kill?signal=SIGINT"] = ScriptedEngine.Answer(status, "{}");

        await Client().SignalAsync("one", "SIGINT", CancellationToken.None);
    }

    [Fact]
    public async Task Log_TwoStreamsInSmallChunks_AreToldApart()
    {
        byte[] frames = [.. ScriptedEngine.Frame(1, "Listening for "), .. ScriptedEngine.Frame(2, "ended 3\n"), .. ScriptedEngine.Frame(1, ""), .. ScriptedEngine.Frame(1, "Jöbs\n")];
        _engine.Answers["/v1.41/containers/one/logs"] = ScriptedEngine.Chunked(frames);

        Assert.Equal(new EngineLog("Listening for Jöbs\n", "ended 3\n"), await Client().LogAsync("one", CancellationToken.None));
    }

    [Fact]
    public async Task Log_EngineGoneInTheMiddle_IsAFault()
    {
        _engine.Answers["/v1.41/containers/one/logs"] = ScriptedEngine.Chunked(ScriptedEngine.Frame(1, "Listening"), whole: false);

        await FailsAsync(client => client.LogAsync("one", CancellationToken.None));
    }

    [Fact]
    public async Task Log_VeryLong_IsReadToItsLimit()
    {
        byte[] frames = [.. ScriptedEngine.Frame(1, "begin"), .. ScriptedEngine.Frame(1, new string('x', 400_000))];
        _engine.Answers["/v1.41/containers/one/logs"] = ScriptedEngine.Chunked(frames);

        var log = await Client().LogAsync("one", CancellationToken.None);

        Assert.StartsWith("beginxxx", log.Output, StringComparison.Ordinal);
        Assert.InRange(log.Output.Length, 200_000, 300_000);
    }

    [Fact]
    public void Parse_HostileFrames_NeverReadsBeyondThem()
    {
        Assert.Equal(new EngineLog("ab", ""), EngineLog.Parse([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, (byte)'a', (byte)'b']));
        Assert.Equal(new EngineLog("", ""), EngineLog.Parse([1, 0, 0]));
        Assert.Equal(new EngineLog("", ""), EngineLog.Parse([]));
    }

    private EngineClient Client()
    {
        var connection = new EngineConnection(_engine.Path, s_patience);
        _connections.Add(connection);
        return new EngineClient(connection);
    }

    private Task<EngineException> FailsAsync(Func<EngineClient, Task> ask) => Assert.ThrowsAsync<EngineException>(() => ask(Client()));

    private async Task UseAsync(ScriptedEngine engine)
    {
        await _engine.DisposeAsync();
        _engine = engine;
    }

    private static ContainerSpec Spec() => new()
    {
        Image = "image",
        Labels = new Dictionary<string, string>(),
        HostConfig = new HostConfig { Memory = 1, MemorySwap = 1, NanoCpus = 1, PidsLimit = 1, NetworkMode = "none", LogConfig = new("none", new Dictionary<string, string>()) },
        NetworkingConfig = new NetworkingConfig(new Dictionary<string, NetworkEndpoint>()),
    };
}
