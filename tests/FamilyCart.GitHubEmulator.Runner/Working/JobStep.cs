using System.Diagnostics;
using System.Text.Json;
using FamilyCart.GitHubEmulator.Runner.Output;

namespace FamilyCart.GitHubEmulator.Runner.Working;

/// <summary>One step: <c>sleep</c>, <c>fail</c>, <c>write</c>, <c>run</c>, <c>memory</c>, <c>cpu</c> or <c>hang</c>, each bounded.</summary>
internal static class JobStep
{
    private const double LongestSeconds = 3_600;

    private const double MostMegabytes = 1_024;

    /// <summary>Whether it went well.</summary>
    public static bool Run(JsonElement step, Shell shell, string folder, Cancellation cancellation, DiagnosticLog log)
    {
        var amount = step.GetProperty("amount").GetDouble();
        var text = step.GetProperty("text").GetString() ?? string.Empty;
        var seconds = TimeSpan.FromSeconds(Math.Clamp(amount, 0, LongestSeconds));
        var megabytes = (int)Math.Clamp(amount, 0, MostMegabytes);
        switch (step.GetProperty("kind").GetString())
        {
            case "sleep":
                cancellation.Wait(seconds);
                return true;
            case "write":
                return Write(Path.GetFullPath(Path.Combine(folder, text)), folder, megabytes);
            case "run":
                return shell.Run("-c", text);
            case "memory":
                return Fill(megabytes);
            case "cpu":
                return Burn(seconds, cancellation);
            case "hang":
                // Its time comes when the job is over.
                return true;
            default:
                log.Write("##[error]Process completed with exit code 1.");
                return false;
        }
    }

    /// <summary>For how long the job's worker hangs after its end; nothing where no step says so.</summary>
    public static TimeSpan Hang(JsonElement job) => TimeSpan.FromSeconds(Math.Clamp(
        job.GetProperty("steps").EnumerateArray().Where(step => step.GetProperty("kind").GetString() == "hang").Sum(step => step.GetProperty("amount").GetDouble()), 0, LongestSeconds));

    private static bool Write(string path, string folder, int megabytes)
    {
        if (!path.StartsWith(folder + "/", StringComparison.Ordinal))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        var block = new byte[1 << 20];
        for (var count = 0; count < megabytes; count++)
        {
            file.Write(block);
        }

        return true;
    }

    // A page that nobody touches takes no memory.
    private static bool Fill(int megabytes)
    {
        var blocks = new byte[megabytes][];
        for (var index = 0; index < megabytes; index++)
        {
            blocks[index] = new byte[1 << 20];
            blocks[index].AsSpan().Fill(1);
        }

        return blocks.All(block => block[0] == 1);
    }

    private static bool Burn(TimeSpan duration, Cancellation cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < duration && cancellation.Result is null)
        {
            Thread.SpinWait(10_000);
        }

        return true;
    }
}
