using System.Text;

namespace Aspire.Hosting.Docker.Publishing;

/// <summary>A file of variables, which compose reads beside its own.</summary>
internal static class EnvFile
{
    /// <summary>Writes them sorted by name, each under its description.</summary>
    public static Task WriteAsync(
        string path, IEnumerable<CapturedEnvironmentVariable> variables, Func<CapturedEnvironmentVariable, string?> value, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var variable in variables.OrderBy(v => v.Name, StringComparer.Ordinal))
        {
            if (variable.Description is { Length: > 0 } description)
            {
                text.Append(CultureInfo.InvariantCulture, $"# {description}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{variable.Name}={value(variable)}\n\n");
        }

        return File.WriteAllTextAsync(path, text.ToString(), cancellationToken);
    }
}
