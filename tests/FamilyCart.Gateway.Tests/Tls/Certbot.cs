using System.Diagnostics;

namespace FamilyCart.Gateway.Tests.Tls;

/// <summary>The ACME client that operators use, in a folder of its own.</summary>
internal sealed class Certbot(string folder, string trustedFile)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    public string Webroot { get; } = Directory.CreateDirectory(Path.Combine(folder, "webroot")).FullName;

    public string Live(string name, string file) => Path.Combine(folder, "config", "live", name, file);

    public Task GetAsync(Uri server, string name) => RunAsync(
        "certonly", "--webroot", "--webroot-path", Webroot, "--domain", name, "--server", server.AbsoluteUri, "--agree-tos", "--register-unsafely-without-email");

    public Task RenewAsync() => RunAsync("renew", "--force-renewal", "--no-random-sleep-on-renew");

    private async Task RunAsync(params string[] arguments)
    {
        string[] folders = ["--config-dir", Path.Combine(folder, "config"), "--work-dir", Path.Combine(folder, "work"), "--logs-dir", Path.Combine(folder, "logs")];
        using var process = Process.Start(new ProcessStartInfo("certbot", [.. arguments, "--non-interactive", .. folders])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["REQUESTS_CA_BUNDLE"] = trustedFile },
        })!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(_patience);
            Assert.True(process.ExitCode == 0, $"certbot ended with {process.ExitCode}: {await output}{await error}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
