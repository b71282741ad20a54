namespace FamilyCart.Api.Import;

/// <summary>The options of the verb <c>import</c>.</summary>
/// <param name="Source">The connection string of the database of before; null takes ConnectionStrings:legacy.</param>
/// <param name="IsDryRun">Do everything, report it, and take it all back.</param>
/// <param name="IsJson">Report as one JSON object instead of lines for people.</param>
internal sealed record ImportOptions(string? Source, bool IsDryRun, bool IsJson)
{
    internal const string Usage = "import [--source CONNECTION-STRING] [--dry-run] [--json]";

    /// <summary>Without the connection string, which holds a password.</summary>
    public override string ToString() => nameof(ImportOptions);

    /// <summary>
    /// Returns null when there is an option that is not known here; those of the configuration, --Section:Key=value, are.
    /// </summary>
    internal static ImportOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new ImportOptions(null, false, false);
        for (var index = 0; index < arguments.Count; index++)
        {
            switch (arguments[index])
            {
                case "--dry-run":
                    options = options with { IsDryRun = true };
                    break;
                case "--json":
                    options = options with { IsJson = true };
                    break;
                case "--source" when index + 1 < arguments.Count:
                    options = options with { Source = arguments[++index] };
                    break;
                case var other when other.StartsWith("--source=", StringComparison.Ordinal):
                    options = options with { Source = other["--source=".Length..] };
                    break;
                case var other when other.StartsWith("--", StringComparison.Ordinal) && other.Contains(':', StringComparison.Ordinal) && other.Contains('=', StringComparison.Ordinal):
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
