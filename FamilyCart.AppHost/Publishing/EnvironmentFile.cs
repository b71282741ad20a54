using System.Text;

namespace FamilyCart.AppHost.Publishing;

/// <summary>A file of variables as compose reads it: <c>NAME=value</c>, comments, empty lines. Values here need no quotes.</summary>
internal static class EnvironmentFile
{
    /// <summary>What the file says; nothing where there is none. Of a name that comes twice the later counts, as for compose.</summary>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (!line.StartsWith('#') && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                values[line[..equals].Trim()] = line[(equals + 1)..].Trim().Trim('"', '\'');
            }
        }

        return values;
    }

    /// <summary>Replaces the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="variables">In the order in which they are written.</param>
    public static void Write(string path, IEnumerable<EnvironmentVariable> variables)
    {
        var text = new StringBuilder("# Read by docker compose. Whoever publishes again keeps what is set here.\n");
        foreach (var variable in variables)
        {
            text.Append('\n').Append("# ").Append(variable.Meaning).Append('\n').Append(variable.Name).Append('=').Append(variable.Value).Append('\n');
        }

        File.WriteAllText(path, text.ToString());
    }
}

/// <summary>A value that an operator may change.</summary>
/// <param name="Name">As compose asks for it.</param>
/// <param name="Value">Empty where nobody can guess it.</param>
/// <param name="Meaning">What it is, in one line.</param>
internal sealed record EnvironmentVariable(string Name, string Value, string Meaning);
