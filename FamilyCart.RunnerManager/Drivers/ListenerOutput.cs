using System.Buffers;
using System.Text.RegularExpressions;

namespace FamilyCart.RunnerManager.Drivers;

/// <summary>What the listener's own lines mean: <c>Listening for Jobs</c>, <c>Running job: NAME</c>.</summary>
internal static partial class ListenerOutput
{
    /// <summary>The characters that are looked at: the listener writes a few lines a job, and whatever else writes is not read for ever.</summary>
    public const int MostRead = 64 * 1024;

    /// <returns>Whether it has had a session, and the name of its last job.</returns>
    public static (bool Listened, string? Job) Read(string path)
    {
        var buffer = ArrayPool<char>.Shared.Rent(MostRead);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return Parse(new string(buffer, 0, reader.ReadBlock(buffer, 0, MostRead)));
        }
        catch (IOException)
        {
            return (false, null);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc cref="Read"/>
    public static (bool Listened, string? Job) Parse(string text)
    {
        var job = Running().Matches(text) is [.., var last] ? last.Groups["job"].Value.TrimEnd() : null;
        return (job is not null || text.Contains("Listening for Jobs", StringComparison.Ordinal), job);
    }

    [GeneratedRegex(@"Running job: (?<job>[^\r\n]{1,200})", RegexOptions.CultureInvariant)]
    private static partial Regex Running();
}
