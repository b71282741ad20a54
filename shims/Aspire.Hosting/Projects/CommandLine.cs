using System.Text;

namespace Aspire.Hosting.Projects;

internal static class CommandLine
{
    /// <summary>Splits at blanks outside double quotes; <c>\"</c> is a quote, an empty pair of quotes an empty argument.</summary>
    public static IReadOnlyList<string> Split(string line)
    {
        var arguments = new List<string>();
        StringBuilder? current = null;
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c is '\\' && i + 1 < line.Length && line[i + 1] is '"')
            {
                (current ??= new()).Append('"');
                i++;
            }
            else if (c is '"')
            {
                quoted = !quoted;
                current ??= new();
            }
            else if (char.IsWhiteSpace(c) && !quoted)
            {
                if (current is not null)
                {
                    arguments.Add(current.ToString());
                    current = null;
                }
            }
            else
            {
                (current ??= new()).Append(c);
            }
        }

        if (current is not null)
        {
            arguments.Add(current.ToString());
        }

        return arguments;
    }
}
