using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Resources.Redis;
using FamilyCart.AppHost.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.AppHost.Tests.Resources.Redis;

public sealed class RedisTests
{
    private const string Password = "redis-s3cret-1";
    private static readonly RedisOptions s_options = new() { MaximumMemoryMegabytes = 32, EvictionPolicy = "volatile-lru", AppendOnly = true };

    [Fact]
    public async Task TryAsync_RealServerWithOurFile_AnswersOnlyToThePassword()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Next();
        var file = folder.Write("redis.conf", RedisConfiguration.File(s_options, port, folder.Path, Password));
        using var server = Process.Start(new ProcessStartInfo(Programs.Find("redis-server")!, [file]) { RedirectStandardOutput = true })!;
        try
        {
            var clock = Stopwatch.StartNew();
            while (await RedisPing.TryAsync("localhost", port, Password, CancellationToken.None) is { } problem)
            {
                Assert.True(clock.Elapsed < TimeSpan.FromSeconds(120), problem);
                await Task.Delay(50);
            }

            var refusal = await RedisPing.TryAsync("localhost", port, "wrong-password", CancellationToken.None);
            Assert.StartsWith("login answered -WRONGPASS", refusal, StringComparison.Ordinal);
            Assert.Contains("volatile-lru", await AskAsync(port, "CONFIG GET maxmemory-policy"), StringComparison.Ordinal);
            Assert.Contains((32 << 20).ToString(System.Globalization.CultureInfo.InvariantCulture), await AskAsync(port, "CONFIG GET maxmemory"), StringComparison.Ordinal);
            Assert.Contains("yes", await AskAsync(port, "CONFIG GET appendonly"), StringComparison.Ordinal);
            Assert.Contains("127.0.0.1", await AskAsync(port, "CONFIG GET bind"), StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task TryAsync_NobodyListens_SaysSo() =>
        Assert.NotNull(await RedisPing.TryAsync("localhost", FreePort.Next(), Password, CancellationToken.None));

    [Theory]
    [InlineData("+OK\r\n-LOADING Redis is loading the dataset in memory\r\n", "ping answered -LOADING Redis is loading the dataset in memory")]
    [InlineData("+OK\r\n", "the server closed the connection")]
    public async Task TryAsync_ServerNotReady_ReturnsItsWords(string answers, string problem)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asking = RedisPing.TryAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, Password, CancellationToken.None);
        await ServeAsync(await listener.AcceptTcpClientAsync(), answers);

        Assert.Equal(problem, await asking);
    }

    private static async Task ServeAsync(TcpClient client, string answers)
    {
        using var connection = client;
        var stream = connection.GetStream();
        await stream.ReadExactlyAsync(new byte[("*2\r\n$4\r\nAUTH\r\n$14\r\n\r\n*1\r\n$4\r\nPING\r\n" + Password).Length]);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answers));
    }

    private static async Task<string> AskAsync(int port, string question)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("localhost", port);
        var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"AUTH {Password}\r\n{question}\r\nQUIT\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
