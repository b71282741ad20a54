using System.Globalization;
using System.Text;

namespace FamilyCart.GitHubEmulator.Runner.Output;

/// <summary>The standard output, in UTF-8 whatever the locale is.</summary>
internal static class Terminal
{
    private static readonly Stream s_output = Console.OpenStandardOutput();

    private static readonly Lock s_lock = new();

    /// <summary>Writes a line and returns 0.</summary>
    public static int Say(string line)
    {
        lock (s_lock)
        {
            try
            {
                s_output.Write(Encoding.UTF8.GetBytes(line + "\n"));
            }
            catch (IOException)
            {
                // Nobody reads any more, which must not end a job.
            }
        }

        return ExitCode.Done;
    }

    /// <summary>Writes a line with the time in UTC, as the real listener does.</summary>
    public static void SayWithTime(string line) =>
        Say(DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss'Z: '", CultureInfo.InvariantCulture) + line);

    /// <summary>Writes a line and returns 1.</summary>
    public static int Fail(string line)
    {
        Say(line);
        return ExitCode.Terminated;
    }
}
