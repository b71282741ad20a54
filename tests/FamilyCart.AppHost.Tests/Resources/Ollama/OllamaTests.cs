using FamilyCart.AppHost.Resources.Ollama;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FamilyCart.AppHost.Tests.Resources.Ollama;

public sealed class OllamaTests : IAsyncLifetime
{
    private readonly WebApplication _server;
    private readonly List<string> _progress = [];
    private string _pull = "";
    private HttpClient _http = new();

    public OllamaTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.MapGet("/api/tags", () => Results.Text("""{"models":[{"name":"gemma3:4b"},{"name":"llama3.2:latest"}]}""", "application/json"));
        _server.MapPost("/api/pull", () => Results.Text(_pull, "application/x-ndjson"));
    }

    private OllamaClient Client => new(_http);

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_server.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("gemma3:4b", true)]
    [InlineData("llama3.2", true)]
    [InlineData("gemma3", false)]
    public async Task HasAsync_Model_ComparesNameAndTag(string model, bool there) => Assert.Equal(there, await Client.HasAsync(model, CancellationToken.None));

    [Fact]
    public async Task PullAsync_Download_ReportsWholePercents()
    {
        _pull = """
            {"status":"pulling manifest"}
            {"status":"pulling aa","total":1000,"completed":1}
            {"status":"pulling aa","total":1000,"completed":9}
            {"status":"pulling aa","total":1000,"completed":500}
            {"status":"success"}
            """;

        Assert.Null(await PullAsync());
        Assert.Equal(["pulling manifest", "pulling aa 0 %", "pulling aa 50 %", "success"], _progress);
    }

    [Theory]
    [InlineData("""{"error":"pull model manifest: file does not exist"}""", "pull model manifest: file does not exist")]
    [InlineData("""{"status":"verifying"}""", "the download ended after 'verifying'")]
    public async Task PullAsync_NotComplete_SaysWhy(string answer, string reason)
    {
        _pull = answer;

        Assert.Equal(reason, await PullAsync());
    }

    [Fact]
    public async Task TryAsync_ServerGone_SaysWhy()
    {
        Assert.Null(await Client.TryAsync(CancellationToken.None));
        await _server.StopAsync();

        Assert.NotNull(await Client.TryAsync(CancellationToken.None));
    }

    private Task<string?> PullAsync() => Client.PullAsync(
        "gemma3:4b",
        progress =>
        {
            _progress.Add(progress);
            return Task.CompletedTask;
        },
        CancellationToken.None);
}
