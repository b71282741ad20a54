using System.Collections.Concurrent;
using System.Text;
using FamilyCart.Gateway.Tests.Support;
using Microsoft.Extensions.Logging;

namespace FamilyCart.Gateway.Tests.Tls;

public sealed class CertificateSwapTests
{
    private const int Swaps = 50;
    private const int Clients = 4;
    private const int LeastConnections = 400;

    [Fact]
    public async Task Swap_FiftyTimesUnderNewConnections_FailsNoHandshake()
    {
        await using var https = await HttpsGateway.StartAsync();
        var (failures, seen) = (new ConcurrentQueue<string>(), new ConcurrentDictionary<string, int>());
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    seen.AddOrUpdate(await AskAsync(https), 1, static (_, count) => count + 1);
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    failures.Enqueue($"{exception.GetType().Name}: {exception.Message} {exception.InnerException?.Message}");
                }
            }
        })).ToList();

        for (var swap = 0; swap < Swaps && failures.IsEmpty; swap++)
        {
            var next = https.Forge.Issue();
            https.Replace(next);
            await Eventually.TrueAsync(() => seen.ContainsKey(next.Thumbprint) || !failures.IsEmpty);
        }

        await Eventually.TrueAsync(() => seen.Values.Sum() + failures.Count >= LeastConnections);
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        Assert.Empty(failures);
        await Eventually.TrueAsync(() => https.Gateway.Log.All.Count(line => line.Text.StartsWith("Handshakes get a new certificate", StringComparison.Ordinal)) == Swaps);
    }

    [Fact]
    public async Task Swap_RequestsOnAnOpenConnection_GoOnWithIt()
    {
        await using var https = await HttpsGateway.StartAsync();
        await using var before = await https.ConnectAsync();
        var next = https.Forge.Issue();

        https.Replace(next);
        await https.ServesAsync(next);

        Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(before), StringComparison.Ordinal);
        await using var after = await https.ConnectAsync();
        Assert.Equal(next.Thumbprint, after.RemoteCertificate!.GetCertHashString());
    }

    // As certbot does it: archive/fullchain2.pem is written, then live/fullchain.pem leads there.
    [Fact]
    public async Task Swap_ByLinks_IsSeen()
    {
        await using var https = await HttpsGateway.StartAsync(("Gateway:Https:CheckInterval", "01:00:00"));
        var archive = Directory.CreateDirectory(Path.Combine(https.Folder, "archive")).FullName;
        for (var version = 2; version <= 4; version++)
        {
            var next = https.Forge.Issue();
            foreach (var (file, content) in new[] { (https.KeyFile, next.Key), (https.CertificateFile, next.Certificate) })
            {
                var target = Path.Combine(archive, $"{Path.GetFileNameWithoutExtension(file)}{version}.pem");
                await File.WriteAllTextAsync(target, content);
                File.Delete(file);
                File.CreateSymbolicLink(file, $"../archive/{Path.GetFileName(target)}");
            }

            await https.ServesAsync(next);
        }
    }

    // The links stay and what they lead to changes, in a folder that is not watched.
    [Fact]
    public async Task Swap_WhereNoChangeIsTold_IsSeenByLooking()
    {
        await using var https = await HttpsGateway.StartAsync(("Gateway:Https:CheckInterval", "00:00:00.100"));
        var far = Directory.CreateDirectory(Path.Combine(https.Folder, "far")).FullName;
        foreach (var file in new[] { https.CertificateFile, https.KeyFile })
        {
            File.Move(file, Path.Combine(far, Path.GetFileName(file)));
            File.CreateSymbolicLink(file, $"../far/{Path.GetFileName(file)}");
        }

        for (var round = 0; round < 3; round++)
        {
            var next = https.Forge.Issue();
            await File.WriteAllTextAsync(Path.Combine(far, "fullchain.pem"), next.Certificate);
            await File.WriteAllTextAsync(Path.Combine(far, "privkey.pem"), next.Key);

            await https.ServesAsync(next);
        }
    }

    [Theory]
    [InlineData("half a chain", "only a part of it")]
    [InlineData("another key", "belongs to another key")]
    [InlineData("expired", "expired at ")]
    [InlineData("no file", "has no file ")]
    [InlineData("a folder", "cannot be read")]
    public async Task Swap_BadFiles_AreRefusedAndTheOldStays(string fault, string said)
    {
        await using var https = await HttpsGateway.StartAsync();
        var next = https.Forge.Issue();

        https.Replace(fault switch
        {
            "half a chain" => next with { Certificate = next.Certificate[..^100] },
            "another key" => next with { Key = https.Forge.Issue().Key },
            "expired" => https.Forge.Issue(left: TimeSpan.FromDays(-1)),
            _ => next with { Certificate = "" },
        });
        if (fault is "no file" or "a folder")
        {
            File.Delete(https.CertificateFile);
        }

        if (fault == "a folder")
        {
            Directory.CreateDirectory(https.CertificateFile);
        }

        await Eventually.TrueAsync(() => https.Gateway.Log.All.Any(line => line.Level == LogLevel.Error && line.Text.Contains(said, StringComparison.Ordinal)));
        await using (var connection = await https.ConnectAsync())
        {
            Assert.Equal(https.First.Thumbprint, connection.RemoteCertificate!.GetCertHashString());
        }

        if (fault == "a folder")
        {
            Directory.Delete(https.CertificateFile);
        }

        https.Replace(next);
        await https.ServesAsync(next);
        Assert.DoesNotContain(https.Gateway.Log.All, line => line.Text.Contains("PRIVATE KEY", StringComparison.Ordinal));
    }

    // The same server's certificate, once without and once with its chain.
    [Fact]
    public async Task Swap_ChainAlone_IsTaken()
    {
        await using var https = await HttpsGateway.StartAsync();
        var before = https.Holder.Current;
        Assert.Single(before.Context.IntermediateCertificates);

        https.Replace(https.First with { Certificate = https.First.Certificate[..https.First.Certificate.LastIndexOf("-----BEGIN", StringComparison.Ordinal)] });

        await Eventually.TrueAsync(() => !ReferenceEquals(https.Holder.Current, before));
        Assert.Empty(https.Holder.Current.Context.IntermediateCertificates);
    }

    private static async Task<string> AskAsync(HttpsGateway https)
    {
        await using var connection = await https.ConnectAsync();
        Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(connection), StringComparison.Ordinal);
        return connection.RemoteCertificate!.GetCertHashString();
    }

    private static async Task<string> AskAsync(Stream connection)
    {
        await connection.WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(connection, Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync();
    }
}
