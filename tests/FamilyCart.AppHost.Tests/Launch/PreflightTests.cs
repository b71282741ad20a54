using System.Net;
using System.Net.Sockets;
using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.AppHost.Tests.Launch;

public sealed class PreflightTests
{
    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("0.0.0.0", false)]
    public void Taken_PortWithListener_NamesPortResourceAndHolder(string address, bool onAllAddresses)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var fault = Preflight.Taken(new FixedPort(port, "uat-gateway", onAllAddresses));

        Assert.Equal(ExitCode.PortTaken, fault!.Code);
        Assert.Contains($"Port {port}, which uat-gateway needs, is held by", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"pid {Environment.ProcessId}", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Taken_FreePort_IsFine(bool onAllAddresses) =>
        Assert.Null(Preflight.Taken(new FixedPort(FreePort.Next(), "uat-redis", onAllAddresses)));

    [Fact]
    public void UnwritablePaths_FileInTheWay_NamesBothKeys()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("file", "");

        var faults = Preflight.UnwritablePaths(Options(Path.Combine(file, "report.json"), Path.Combine(file, "logs"))).ToList();

        Assert.All(faults, fault => Assert.Equal(ExitCode.BadConfiguration, fault.Code));
        Assert.Equal(["Launch:Json", "Launch:LogDirectory"], faults.Select(fault => fault.Message.Split(' ')[0]));
        Assert.Contains("Launch:Json", Assert.Single(Preflight.UnwritablePaths(Options(folder.Path, null))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnwritablePaths_GoodPaths_LeaveNothingBehind()
    {
        using var folder = new TemporaryFolder();
        var report = folder.Write("report.json", "of an earlier run");

        Assert.Empty(Preflight.UnwritablePaths(Options(report, folder.Below("logs"))));

        Assert.Empty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    private static LaunchOptions Options(string json, string? logs) =>
        new() { Timeout = TimeSpan.FromSeconds(1), Smoke = false, ShowRuntime = false, Json = json, LogDirectory = logs, Logs = false, Verbose = false };

    [Fact]
    public void Taken_ListenerJustClosed_IsFine()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using (var client = new TcpClient("127.0.0.1", port))
        using (listener.AcceptSocket())
        {
        }

        listener.Stop();

        Assert.Null(Preflight.Taken(new FixedPort(port, "uat-redis", OnAllAddresses: false)));
    }
}
