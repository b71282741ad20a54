using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Resources.Registry;
using FamilyCart.AppHost.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.AppHost.Tests.Resources.Registry;

public sealed class RegistryCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly List<Process> _servers = [];

    public void Dispose()
    {
        foreach (var server in _servers)
        {
            server.Kill();
            server.WaitForExit();
            server.Dispose();
        }

        _http.Dispose();
        _folder.Dispose();
    }

    [RegistryFact]
    public async Task Cache_BlobAskedTwice_ComesFromUpstreamOnceAndIsKept()
    {
        var content = Encoding.UTF8.GetBytes($"a layer of {Guid.NewGuid():N}");
        var digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
        var upstream = await UpstreamAsync(digest, content);
        var cache = await StartAsync(new RegistryCacheOptions { Upstream = upstream.Address.ToString().TrimEnd('/'), Address = "127.0.0.1" });
        var blob = new Uri(cache, $"v2/family/cart/blobs/{digest}");

        Assert.Equal(content, await _http.GetByteArrayAsync(blob));
        // It answers while it still writes its own copy, and has it once the repository is linked with it.
        var clock = Stopwatch.StartNew();
        var link = _folder.Below($"cache/docker/registry/v2/repositories/family/cart/_layers/{digest.Replace(':', '/')}/link");
        while (!File.Exists(link))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(120), "the cache kept nothing");
            await Task.Delay(50);
        }

        upstream.Server.Kill();
        await upstream.Server.WaitForExitAsync();

        Assert.Equal(content, await _http.GetByteArrayAsync(blob));
    }

    [RegistryFact]
    public async Task Cache_PushedTo_Refuses()
    {
        var upstream = await UpstreamAsync($"sha256:{Convert.ToHexStringLower(SHA256.HashData([]))}", []);
        var cache = await StartAsync(new RegistryCacheOptions { Upstream = upstream.Address.ToString().TrimEnd('/'), Address = "127.0.0.1" });

        using var answer = await _http.PostAsync(new Uri(cache, "v2/family/cart/blobs/uploads/"), null);

        Assert.False(answer.IsSuccessStatusCode);
    }

    [Fact]
    public void File_HostileTexts_StayTexts()
    {
        var file = RegistryCacheConfiguration.File(new RegistryCacheOptions { Upstream = "http://upstream:5000/\"\nhttp: x", Address = "127.0.0.1" }, 5000, "/a b/\"c\"");

        Assert.Contains("addr: \"127.0.0.1:5000\"", file, StringComparison.Ordinal);
        Assert.Contains("rootdirectory: \"/a b/\\u0022c\\u0022\"", file, StringComparison.Ordinal);
        Assert.DoesNotContain("\nhttp: x", file, StringComparison.Ordinal);
    }

    /// <summary>A registry that has one blob.</summary>
    private async Task<(Uri Address, Process Server)> UpstreamAsync(string digest, byte[] content)
    {
        var port = FreePort.Next();
        var file = _folder.Write("upstream.yml", $"""
            version: 0.1
            log:
              level: warn
            storage:
              filesystem:
                rootdirectory: "{_folder.Below("upstream")}"
            http:
              addr: "127.0.0.1:{port}"

            """);
        var (address, server) = await StartAsync(file, port);
        using var begun = await _http.PostAsync(new Uri(address, "v2/family/cart/blobs/uploads/"), null);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        var place = new UriBuilder(begun.Headers.Location!);
        place.Query = $"{place.Query}&digest={Uri.EscapeDataString(digest)}";
        using var body = new ByteArrayContent(content);
        using var put = await _http.PutAsync(place.Uri, body);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        return (address, server);
    }

    private async Task<Uri> StartAsync(RegistryCacheOptions options)
    {
        var port = FreePort.Next();
        Directory.CreateDirectory(_folder.Below("cache"));
        return (await StartAsync(_folder.Write("cache.yml", RegistryCacheConfiguration.File(options, port, _folder.Below("cache"))), port)).Address;
    }

    private async Task<(Uri Address, Process Server)> StartAsync(string file, int port)
    {
        var server = Process.Start(new ProcessStartInfo(Programs.Find("docker-registry")!, ["serve", file]))!;
        _servers.Add(server);
        var address = new Uri($"http://127.0.0.1:{port}/");
        var clock = Stopwatch.StartNew();
        while (await RegistryPing.TryAsync(new Uri(address, "v2/"), CancellationToken.None) is { } problem)
        {
            Assert.False(server.HasExited, "the registry ended at once");
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(120), problem);
            await Task.Delay(50);
        }

        return (address, server);
    }
}
