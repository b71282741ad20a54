using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DrillBench.Profile;

namespace DrillBench.Faults;

/// <summary>A gateway in front of the topology's slots whose certificate ends within the hour: one of the run's own making never gets so old.</summary>
internal sealed class CertificateFaults(Stage stage, DrillFolder drill)
{
    private const string Name = "drill-gateway";

    private readonly string _target = Path.Combine(drill.Targets, $"{Name}.json");
    private Process? _gateway;

    public IEnumerable<Fault> All() => [new Fault("certificate near its end", [$"CertificateExpires:{Name}"], ServeAsync, StopAsync)];

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            request.CertificateExtensions.Add(names.Build());
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddHours(1));
            await System.IO.File.WriteAllTextAsync(File("pem"), certificate.ExportCertificatePem(), cancellationToken);
            await System.IO.File.WriteAllTextAsync(File("key"), key.ExportPkcs8PrivateKeyPem(), cancellationToken);
        }

        var admin = Local("http", stage.Port(9180));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(stage.Repository, "FamilyCart.Gateway", "bin", "Debug", "net10.0", "FamilyCart.Gateway.dll")])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in new[]
        {
            ("ASPNETCORE_URLS", Local("http", stage.Port(8180))), ("Gateway__Admin__Url", admin), ("Gateway__AnyHost", "true"),
            ("Gateway__Https__Url", Local("https", stage.Port(8543))), ("Gateway__Https__CertificateFile", File("pem")), ("Gateway__Https__KeyFile", File("key")),
            ("Gateway__Slots__blue__Address", Local("http", stage.Port(8001))), ("Gateway__Slots__green__Address", Local("http", stage.Port(8002))),
        })
        {
            start.Environment[name] = value;
        }

        _gateway = Process.Start(start)!;
        _gateway.OutputDataReceived += static (_, _) => { };
        _gateway.BeginOutputReadLine();
        using var client = new HttpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (!await IsHealthyAsync(client, new Uri($"{admin}/health"), limit.Token))
        {
            if (_gateway.HasExited)
            {
                throw new InvalidOperationException($"The second gateway ended with {_gateway.ExitCode}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }

        DrillFolder.WriteTarget(_target, "gateway", Name, stage.Port(9180));
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        System.IO.File.Delete(_target);
        if (_gateway is { } gateway)
        {
            gateway.Kill();
            await gateway.WaitForExitAsync(cancellationToken);
            gateway.Dispose();
            _gateway = null;
        }
    }

    private string File(string extension) => Path.Combine(drill.Folder, $"certificate.{extension}");

    private static string Local(string scheme, int port) => string.Create(CultureInfo.InvariantCulture, $"{scheme}://localhost:{port}");

    private static async Task<bool> IsHealthyAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(address, cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
