using System.Diagnostics;
using System.Globalization;
using System.Text;
using FamilyCart.Testing;
using FamilyCart.Testing.Npm;

namespace FamilyCart.RunnerManager.Tests.Judges;

/// <summary>Prism between a client and the emulator: what GitHub's own description does not allow becomes an error, 422 for requests and 500 for answers.</summary>
internal sealed class PrismProxy : IAsyncDisposable
{
    private const int Attempts = 5;

    // Node.js reads the description on a machine that may be busy; the first time npm fetches the program.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;

    private PrismProxy(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>What npm has of it.</summary>
    public static NpmTool Tool { get; } = new("judges", Path.Combine(AppContext.BaseDirectory, "Judges"), "@stoplight/prism-cli", "@stoplight/prism-cli/dist/index.js");

    /// <summary>Where it listens, with a slash at its end.</summary>
    public Uri Address { get; }

    /// <param name="server">Whose answers are judged.</param>
    public static async Task<PrismProxy> StartAsync(Uri server)
    {
        using var limit = new CancellationTokenSource(s_patience);
        var program = await Tool.FindAsync(limit.Token);
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
            var process = Start("node", program, "proxy", "--errors", "--host", "127.0.0.1", "--port", port, File("github.openapi.json"), server.ToString().TrimEnd('/'));
            if (await ReadyAsync(process, limit.Token) is not { } fault)
            {
                return new PrismProxy(process, new Uri($"http://127.0.0.1:{port}/"));
            }

            // Somebody else took the port first.
            if (attempt == Attempts || !fault.Contains("EADDRINUSE", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"Prism did not start: {fault}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <returns>What it said before it ended; null once it listens.</returns>
    private static async Task<string?> ReadyAsync(Process process, CancellationToken cancellationToken)
    {
        var isReady = false;
        try
        {
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var said = new StringBuilder();
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Contains("Prism is listening", StringComparison.Ordinal))
                {
                    // What it says of each request must not fill the pipe.
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    isReady = true;
                    return null;
                }

                said.AppendLine(line);
            }

            return said.Append(await error.WaitAsync(cancellationToken)).ToString();
        }
        finally
        {
            if (!isReady)
            {
                process.Kill(entireProcessTree: true);
                process.Dispose();
            }
        }
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Judges", name);
}
