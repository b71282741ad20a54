using System.Text.RegularExpressions;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Publishing;

/// <summary>The commands of docs/uat-deployment.md, block by block.</summary>
internal static partial class DeploymentDocument
{
    private const string Mark = "# run by the tests";

    /// <summary>A block of commands.</summary>
    /// <param name="Section">The heading above it.</param>
    /// <param name="IsRun">Whether it says that the tests run it.</param>
    /// <param name="Text">Its lines.</param>
    internal sealed record Block(string Section, bool IsRun, string Text)
    {
        /// <summary>Its commands, a line each, without what explains them.</summary>
        public IEnumerable<string> Commands => Text.Replace("\\\n", "", StringComparison.Ordinal).Split('\n')
            .Select(line => Explanation().Replace(line, "").Trim()).Where(line => line.Length > 0);
    }

    /// <summary>All of them, in the document's order.</summary>
    /// <exception cref="InvalidOperationException">A fence that is neither commands nor a drawing.</exception>
    public static async Task<IReadOnlyList<Block>> ReadAsync()
    {
        var blocks = new List<Block>();
        var (section, kind, lines) = ("", (string?)null, new List<string>());
        foreach (var line in await File.ReadAllLinesAsync(Repository.File("docs/uat-deployment.md")))
        {
            if (kind is null && line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3..];
            }
            else if (kind is null && line.StartsWith("```", StringComparison.Ordinal))
            {
                kind = line[3..];
                lines.Clear();
            }
            else if (kind is not null && line == "```")
            {
                if (kind == "sh")
                {
                    blocks.Add(new(section, lines[0] == Mark, string.Join('\n', lines)));
                }
                else if (kind != "mermaid")
                {
                    throw new InvalidOperationException($"A block of '{kind}' is neither commands (sh) nor a drawing (mermaid).");
                }

                kind = null;
            }
            else
            {
                lines.Add(line);
            }
        }

        return blocks;
    }

    [GeneratedRegex("(^| {2,})#.*$")]
    private static partial Regex Explanation();
}
