using System.Diagnostics;

namespace FamilyCart.Api.Tests.Hosting;

public sealed class StartTests
{
    [Fact]
    public async Task Start_FaultyConfiguration_NamesEveryFaultAndEnds()
    {
        var startInfo = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "FamilyCart.Api.dll"),
                "--urls", "http://127.0.0.1:0",
                "--Passwords:MinimumLength", "1",
                "--AccessTokens:Lifetime", "forever",
            ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        using var process = Process.Start(startInfo)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("ConnectionStrings:familycart", error, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:redis is missing", error, StringComparison.Ordinal);
        Assert.Contains("Passwords:MinimumLength", error, StringComparison.Ordinal);
        Assert.Contains("AccessTokens:Lifetime", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening", await output, StringComparison.Ordinal);
    }
}
